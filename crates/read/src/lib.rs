//! gongwen-read
