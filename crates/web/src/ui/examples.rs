//! Components as they are used, the ugly ones too: rendered and checked.
