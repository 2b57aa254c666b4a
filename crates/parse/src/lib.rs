//! gongwen-parse
