//! JSON objects with their keys in order: a key that stands twice is an error and not the last one's win.

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde_json::Value;

use crate::problem::{Fault, code, shown};

/// The keys and values of an object, in order.
pub(crate) struct Object(pub(crate) Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Keys;
        impl<'de> Visitor<'de> for Keys {
            type Value = Object;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object, A::Error> {
                let mut entries = Vec::new();
                while let Some(key) = map.next_key::<String>()? {
                    // 200 keys are more than any fact has; looking for repeats must not cost the square of more.
                    if entries.len() >= 200 {
                        return Err(A::Error::custom("more than 200 keys"));
                    }
                    entries.push((key, map.next_value()?));
                }
                Ok(Object(entries))
            }
        }
        deserializer.deserialize_map(Keys)
    }
}

impl Object {
    /// Reads a line.
    pub(crate) fn parse(line: &str) -> Result<Self, Box<Fault>> {
        let object: Self = serde_json::from_str(line).map_err(|error| {
            if error.is_data() && !line.trim_start().starts_with('{') {
                Fault::new(code::JSON_NOT_OBJECT, vec![])
            } else {
                // The parser counts lines within this one line: its place would point into another line of the file.
                let text = error.to_string();
                let said = text.split(" at line ").next().unwrap_or_default();
                Fault::new(code::JSON_BROKEN, vec![("error", shown(said))])
            }
        })?;
        for (place, (key, _)) in object.0.iter().enumerate() {
            if object.0[..place].iter().any(|(known, _)| known == key) {
                return Err(Fault::new(code::KEY_REPEATS, vec![("key", shown(key))]).of(key));
            }
        }
        Ok(object)
    }

    /// A value that is neither absent nor null.
    pub(crate) fn get(&self, key: &str) -> Option<&Value> {
        self.0.iter().find(|(known, _)| known == key).map(|(_, value)| value).filter(|value| !value.is_null())
    }
}

/// What a JSON value is, in one word.
pub(crate) const fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

/// The fault of a value of another type.
pub(crate) fn wrong(value: &Value, expected: &str) -> Box<Fault> {
    Fault::new(code::WRONG_TYPE, vec![("expected", expected.into()), ("found", type_of(value).into())])
}

/// A value as a string.
pub(crate) fn string(value: &Value) -> Result<&str, Box<Fault>> {
    value.as_str().ok_or_else(|| wrong(value, "string"))
}

/// A value as a whole number inside a range.
pub(crate) fn integer(value: &Value, (from, to): (i64, i64)) -> Result<i64, Box<Fault>> {
    match value.as_i64() {
        Some(number) if (from..=to).contains(&number) => Ok(number),
        None if !value.is_u64() => Err(wrong(value, "integer")),
        _ => {
            let args = vec![("value", value.to_string()), ("from", from.to_string()), ("to", to.to_string())];
            Err(Fault::new(code::NUMBER_OUT_OF_RANGE, args))
        }
    }
}
