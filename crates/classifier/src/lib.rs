//! gongwen-classifier
