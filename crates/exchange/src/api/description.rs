//! Mô tả giao diện (OpenAPI 3.1), made from the catalogue; the committed copy is `docs/openapi.json`.

use axum::{extract::State, http::StatusCode, response::Response};
use law::Law;
use law::catalogue::{Act, FieldKind};
use serde_json::{Map, Value, json};
use shell::App;

use super::door::answer;

/// `GET /api/v1/openapi.json`
pub async fn show(State(app): State<App>) -> Response {
    let text = description(&app.law()).to_string();
    answer(StatusCode::OK, "application/json; charset=utf-8", text)
}

/// The description.
pub fn description(law: &Law) -> Value {
    let problem = json!({ "description": "Lý do, bằng tiếng Việt", "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } } });
    let refusals = |codes: &[&str]| -> Map<String, Value> {
        codes
            .iter()
            .map(|code| ((*code).to_owned(), problem.clone()))
            .collect()
    };
    let with = |status: &str, words: &str, codes: &[&str]| {
        let mut all = refusals(codes);
        all.insert(
            status.to_owned(),
            json!({ "description": words, "content": { "application/json": {} } }),
        );
        Value::Object(all)
    };
    let key = json!({ "name": "Idempotency-Key", "in": "header", "required": true, "schema": { "type": "string", "minLength": 8, "maxLength": 200 },
        "description": "Khóa do phần mềm gửi tự đặt cho mỗi yêu cầu. Gửi lại cùng khóa và cùng nội dung thì nhận lại đúng câu trả lời cũ; nội dung khác thì bị từ chối." });
    let id = json!({ "name": "id", "in": "path", "required": true, "schema": { "type": "string", "format": "uuid" } });
    let body = |name: &str| json!({ "required": true, "content": { "application/json": { "schema": { "$ref": format!("#/components/schemas/{name}") } } } });
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Kiểm Sát Số", "version": "1", "summary": "Cùng các sự kiện tố tụng mà người dùng ghi, cho phần mềm khác." },
        "security": [{ "token": [] }],
        "paths": {
            "/api/v1/acts": { "get": { "summary": "Danh mục hành vi tố tụng", "responses": with("200", "Danh mục", &["401", "429"]) } },
            "/api/v1/matters": { "post": { "summary": "Mở hồ sơ với các hành vi đầu tiên", "parameters": [key], "requestBody": body("NewMatter"),
                "responses": with("201", "Hồ sơ, mã và các sự kiện đã ghi", &["400", "401", "403", "409", "422", "429"]) } },
            "/api/v1/matters/{id}": { "get": { "summary": "Đọc hồ sơ với thời hạn và căn cứ", "parameters": [id], "responses": with("200", "Hồ sơ", &["401", "404", "429"]) } },
            "/api/v1/matters/{id}/facts": { "post": { "summary": "Ghi một hành vi vào hồ sơ", "parameters": [id, key], "requestBody": body("Act"),
                "responses": with("201", "Các sự kiện đã ghi", &["400", "401", "403", "404", "409", "422", "429"]) } },
        },
        "components": {
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer", "description": "Mã kết nối do Quản trị hệ thống cấp và lãnh đạo đơn vị duyệt." } },
            "schemas": schemas(law),
        },
    })
}

fn schemas(law: &Law) -> Value {
    let kinds: Vec<&str> = law.acts.all().iter().map(|act| act.id.as_str()).collect();
    let mut bodies = Map::new();
    for act in law.acts.all() {
        bodies.insert(act.id.clone(), fields(act));
    }
    let mut all = json!({
        "Problem": { "type": "object", "required": ["title", "status", "detail"], "properties": {
            "title": { "type": "string" }, "status": { "type": "integer" }, "detail": { "type": "string" },
            "findings": { "type": "array", "items": { "type": "object" } } } },
        "NewMatter": { "type": "object", "required": ["acts"], "properties": { "acts": { "type": "array", "minItems": 1, "items": { "$ref": "#/components/schemas/Act" } } } },
        "Act": { "type": "object", "required": ["kind", "effective"], "additionalProperties": false, "properties": {
            "kind": { "type": "string", "enum": kinds },
            "effective": { "type": "string", "description": "Ngày, hoặc ngày giờ Việt Nam: 2026-05-20, 2026-05-20T17:00" },
            "subjects": { "type": "array", "items": { "type": "string", "format": "uuid" }, "description": "Những người mà hành vi áp dụng; mã do phần mềm gửi đặt ở party.described" },
            "issuer": { "type": "string" }, "number": { "type": "string" },
            "body": { "type": "object", "description": "Các trường của hành vi: xem body.<kind>" },
            "confirmed": { "type": "boolean", "description": "Đã đọc các cảnh báo" } } },
    });
    if let Some(all) = all.as_object_mut() {
        for (kind, body) in bodies {
            all.insert(format!("body.{kind}"), body);
        }
    }
    all
}

fn fields(act: &Act) -> Value {
    let properties: Map<String, Value> = act
        .fields
        .iter()
        .map(|field| {
            let mut shape = match field.kind {
                FieldKind::Number | FieldKind::Money => json!({ "type": "integer" }),
                FieldKind::YesNo => json!({ "type": "boolean" }),
                FieldKind::Date => json!({ "type": "string", "format": "date" }),
                FieldKind::Choice => {
                    let codes: Vec<&str> = field.choices.iter().map(|(code, _)| code.as_str()).collect();
                    json!({ "type": "string", "enum": codes })
                }
                FieldKind::Charges => json!({ "type": "array", "items": { "type": "object", "properties": {
                    "article": { "type": "string" }, "clause": { "type": "integer" }, "point": { "type": "string" } } } }),
                _ => json!({ "type": "string" }),
            };
            shape["description"] = field.label_vi.clone().into();
            (field.name.clone(), shape)
        })
        .collect();
    json!({ "type": "object", "description": act.name_vi, "properties": properties })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAPER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/openapi.json");

    #[test]
    fn the_committed_description_is_the_programs() {
        let now = serde_json::to_string_pretty(&description(Law::embedded())).unwrap() + "\n";
        if std::env::var_os("KIEMSAT_BLESS").is_some() {
            std::fs::write(PAPER, &now).unwrap();
        }
        let kept = std::fs::read_to_string(PAPER).unwrap_or_default();
        assert!(
            kept == now,
            "docs/openapi.json is not the program's: run this test with KIEMSAT_BLESS=1"
        );
    }
}
