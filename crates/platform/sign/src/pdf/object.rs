//! The eight kinds of PDF objects, and streams.

use std::ops::Range;

/// The number and generation of an indirect object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id {
    /// Object number.
    pub num: u32,
    /// Generation.
    pub generation: u16,
}

/// A PDF object. A stream keeps its place in the file instead of its bytes.
#[derive(Debug, Clone, PartialEq)]
pub enum Object {
    /// null
    Null,
    /// true, false
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number with a fraction.
    Real(f64),
    /// A name, decoded, without its slash.
    Name(Vec<u8>),
    /// A string, decoded.
    Str(Vec<u8>),
    /// [ … ]
    Array(Vec<Object>),
    /// << … >>
    Dict(Dict),
    /// A stream of the file: its dictionary and where its raw bytes stand.
    Stream(Dict, Range<usize>),
    /// A stream to be written: its dictionary (without Length) and its bytes.
    Fresh(Dict, Vec<u8>),
    /// n g R
    Ref(Id),
}

/// A dictionary in the order of the file; a key stands in it once.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Dict(pub Vec<(Vec<u8>, Object)>);

impl Dict {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Object> {
        self.0
            .iter()
            .find(|(known, _)| known == key.as_bytes())
            .map(|(_, value)| value)
    }

    /// Sets a key, in its place if it was there.
    pub fn set(&mut self, key: &str, value: Object) {
        match self.0.iter_mut().find(|(known, _)| known == key.as_bytes()) {
            Some((_, old)) => *old = value,
            None => self.0.push((key.as_bytes().to_vec(), value)),
        }
    }

    /// The same with one key set.
    pub fn with(mut self, key: &str, value: impl Into<Object>) -> Self {
        self.set(key, value.into());
        self
    }

    /// Whether /Key is this name.
    pub fn is(&self, key: &str, name: &str) -> bool {
        matches!(self.get(key), Some(Object::Name(found)) if found == name.as_bytes())
    }
}

impl Object {
    /// A name.
    pub fn name(name: &str) -> Self {
        Self::Name(name.as_bytes().to_vec())
    }

    /// The dictionary, also of a stream.
    pub fn dict(&self) -> Option<&Dict> {
        match self {
            Self::Dict(dict) | Self::Stream(dict, _) | Self::Fresh(dict, _) => Some(dict),
            _ => None,
        }
    }

    /// The array.
    pub fn array(&self) -> Option<&[Object]> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The whole number.
    pub fn int(&self) -> Option<i64> {
        match self {
            Self::Int(number) => Some(*number),
            _ => None,
        }
    }

    /// The bytes of a string.
    pub fn string(&self) -> Option<&[u8]> {
        match self {
            Self::Str(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// What it points to.
    pub fn reference(&self) -> Option<Id> {
        match self {
            Self::Ref(id) => Some(*id),
            _ => None,
        }
    }

    /// Every reference inside, without following any.
    pub fn references(&self, found: &mut Vec<Id>) {
        match self {
            Self::Ref(id) => found.push(*id),
            Self::Array(items) => items.iter().for_each(|item| item.references(found)),
            Self::Dict(dict) | Self::Stream(dict, _) | Self::Fresh(dict, _) => {
                dict.0.iter().for_each(|(_, value)| value.references(found));
            }
            _ => {}
        }
    }
}

impl From<Id> for Object {
    fn from(id: Id) -> Self {
        Self::Ref(id)
    }
}

impl From<i64> for Object {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<Vec<Object>> for Object {
    fn from(items: Vec<Object>) -> Self {
        Self::Array(items)
    }
}

impl From<Dict> for Object {
    fn from(dict: Dict) -> Self {
        Self::Dict(dict)
    }
}

/// A name: `/Sig` is written "Sig".
impl From<&str> for Object {
    fn from(name: &str) -> Self {
        Self::name(name)
    }
}
