//! Which mapping an import went through, told.

use serde_json::{Value, json};

use crate::app::import::Through;
use crate::cli::Session;

/// As JSON: `null` where there was none.
pub(super) fn json(through: Option<&Through>) -> Value {
    through.map_or(Value::Null, |through| {
        json!({
            "name": through.name,
            "file": through.file.as_ref().map(|file| file.display().to_string()),
            "proposed": through.proposed.is_some(),
            "doubtful_columns": through.doubtful_columns,
        })
    })
}

/// In sentences, where the program chose one that somebody may edit.
pub(super) fn text(session: &Session, through: Option<&Through>) -> String {
    let Some((through, file)) = through.and_then(|through| Some((through, through.file.as_ref()?))) else {
        return String::new();
    };
    if !through.is_remembered {
        return String::new();
    }
    let args = [("file", file.display().to_string())];
    let told = match through.proposed {
        None => session.say("mapping-remembered", &args),
        Some(_) if file.exists() => session.say("mapping-proposed", &args),
        Some(_) => session.say("mapping-would", &args),
    };
    let mut text = told + "\n";
    if !through.doubtful_columns.is_empty() {
        let args = [("columns", through.doubtful_columns.join(", "))];
        text.push_str(&(session.say("mapping-doubtful", &args) + "\n"));
    }
    text
}
