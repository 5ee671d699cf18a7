//! Đường dẫn và quyền: no address exists without saying who may come.

use axum::{
    Router,
    extract::DefaultBodyLimit,
    handler::Handler,
    http::Method,
    middleware,
    routing::{MethodFilter, MethodRouter, on},
};
use people::{Right, Rights, Role};

use crate::{App, gate};

/// A sending may hold several files, each as large as one may be; the area looks at each.
const FILES_AT_ONCE: usize = 4;

/// Ai được vào một đường dẫn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Anyone, signed in or not.
    Public,
    /// Anyone who is signed in.
    SignedIn,
    /// Another program: no session and no form; the area itself asks its token.
    System,
    /// Those whose role holds this right. How far it reaches is asked again for the record itself, by `Work::require`.
    Right(Right),
}

impl From<Right> for Needs {
    fn from(right: Right) -> Self {
        Needs::Right(right)
    }
}

/// One line of the table of routes.
#[derive(Debug, Clone)]
pub struct Route {
    /// GET, POST …
    pub method: Method,
    /// The address, with `{parameters}`.
    pub path: String,
    /// Who may come.
    pub needs: Needs,
    /// Large bodies come here: the upload's limit holds, and no hurry.
    pub takes_files: bool,
}

/// Các đường dẫn của một mảng: its handlers, each with who may come.
#[derive(Default)]
pub struct Routes {
    entries: Vec<(Route, MethodRouter<App>)>,
}

impl Routes {
    /// No routes yet.
    pub fn new() -> Self {
        Routes::default()
    }

    /// A page.
    pub fn get<H, T>(self, path: &str, needs: impl Into<Needs>, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add(Method::GET, MethodFilter::GET, path, needs, handler)
    }

    /// Something that is done.
    pub fn post<H, T>(self, path: &str, needs: impl Into<Needs>, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add(Method::POST, MethodFilter::POST, path, needs, handler)
    }

    /// Something that is put in its place.
    pub fn put<H, T>(self, path: &str, needs: impl Into<Needs>, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add(Method::PUT, MethodFilter::PUT, path, needs, handler)
    }

    /// Something that is taken away.
    pub fn delete<H, T>(self, path: &str, needs: impl Into<Needs>, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add(Method::DELETE, MethodFilter::DELETE, path, needs, handler)
    }

    fn add<H, T>(
        mut self,
        method: Method,
        filter: MethodFilter,
        path: &str,
        needs: impl Into<Needs>,
        handler: H,
    ) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        let route = Route {
            method,
            path: path.to_owned(),
            needs: needs.into(),
            takes_files: false,
        };
        self.entries.push((route, on(filter, handler)));
        self
    }

    /// Files that are sent (multipart): as large as the office allows, as slow as its line is.
    pub fn upload<H, T>(mut self, path: &str, needs: impl Into<Needs>, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self = self.post(path, needs, handler);
        if let Some((route, _)) = self.entries.last_mut() {
            route.takes_files = true;
        }
        self
    }

    /// Adds the routes of another part.
    pub fn merge(mut self, other: Routes) -> Self {
        self.entries.extend(other.entries);
        self
    }

    /// The table: what exists and who may come.
    pub fn table(&self) -> Vec<Route> {
        let mut table: Vec<Route> = self
            .entries
            .iter()
            .map(|(route, _)| route.clone())
            .collect();
        table.sort_by(|a, b| (&a.path, a.method.as_str()).cmp(&(&b.path, b.method.as_str())));
        table
    }

    /// The router: each handler behind its own gate.
    pub(crate) fn router(self, app: &App) -> Router<App> {
        self.entries
            .into_iter()
            .fold(Router::new(), |router, (route, handler)| {
                let place = gate::Place {
                    app: app.clone(),
                    needs: route.needs,
                    takes_files: route.takes_files,
                };
                let guarded =
                    handler.route_layer(middleware::from_fn_with_state(place, gate::pass));
                let guarded = match route.takes_files {
                    true => guarded.layer(DefaultBodyLimit::max(
                        app.settings().max_upload.saturating_mul(FILES_AT_ONCE),
                    )),
                    false => guarded,
                };
                router.route(&route.path, guarded)
            })
    }
}

/// Ma trận quyền: route × role × reach, as CSV for the committed file `docs/permissions.csv`.
pub fn matrix(routes: &Routes) -> String {
    let mut text = String::from("method,path,right");
    for role in Role::ALL {
        text.push(',');
        text.push_str(role.id());
    }
    text.push('\n');
    for route in routes.table() {
        let right = match route.needs {
            Needs::Public => "public",
            Needs::SignedIn => "signed_in",
            Needs::System => "system",
            Needs::Right(right) => right.id(),
        };
        text.push_str(&format!("{},{},{right}", route.method, route.path));
        for role in Role::ALL {
            let reach = match route.needs {
                Needs::Public | Needs::SignedIn => "yes",
                Needs::System => "none",
                Needs::Right(right) => Rights::embedded().reach(role, right).id(),
            };
            text.push(',');
            text.push_str(reach);
        }
        text.push('\n');
    }
    text
}
