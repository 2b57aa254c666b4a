//! The workbench as programs and browsers meet it: the real server, asked over real connections.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

const REPORT: &str = "青禾县水务局2023年工作总结和2024年工作思路\n一、2023年工作情况\n\
    （一）安全生产。检查水厂四十处，整改隐患十二项，组织防汛演练三次。\n\
    （二）招商引资。引进节水企业三家，签约项目资金2.6亿元。\n\
    （三）民生保障。改造农村供水管网一百二十公里，九个村用上放心水。\n\
    （四）党建引领。开展主题党日十二次，发展党员四名。\n\
    二、2024年工作思路\n（一）新建水厂两座。（二）再检查水库大坝六十处，确保度汛安全。\n";

/// What a failure outside the tests proper means.
const SET_UP: &str = "the test's own means work";

const OTHER: &str = "青禾县民政局2023年工作总结\n一、工作情况\n（一）养老服务。新建老年食堂三处，送餐三万份。\n\
    （二）消防安全。检查养老机构消防通道四十处，整改火灾隐患86处。\n（三）党的建设。党支部集中学习二十次。\n";

/// A server in a process of its own, with a folder of its own.
struct Served {
    process: Child,
    address: String,
    folder: tempfile::TempDir,
}

/// An answer.
struct Answer {
    status: u16,
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body of an answer that went well.
    fn ok(&self) -> Value {
        assert!((200..300).contains(&self.status), "{}: {}", self.status, self.text());
        if self.body.is_empty() { Value::Null } else { self.json() }
    }
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_classify"));
    command.arg("serve").arg(folder).args(["--port", "0", "--no-open"]).args(arguments);
    command
}

impl Served {
    fn start(reports: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect(SET_UP);
        for (name, text) in reports {
            std::fs::write(folder.path().join(name), text).expect(SET_UP);
        }
        Self::open(folder, &[])
    }

    fn open(folder: tempfile::TempDir, arguments: &[&str]) -> Self {
        let mut process = command(folder.path(), arguments).stdout(Stdio::piped()).spawn().expect(SET_UP);
        let mut line = String::new();
        BufReader::new(process.stdout.take().expect(SET_UP)).read_line(&mut line).expect(SET_UP);
        let address = line
            .trim()
            .strip_prefix("http://")
            .expect("an address")
            .split('/')
            .next()
            .expect(SET_UP)
            .to_owned();
        Self { process, address, folder }
    }

    /// Kills the server and opens its folder again.
    fn killed_and_reopened(mut self) -> Self {
        self.process.kill().expect(SET_UP);
        self.process.wait().expect(SET_UP);
        let folder = std::mem::replace(&mut self.folder, tempfile::tempdir().expect(SET_UP));
        Self::open(folder, &[])
    }

    fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        ask(&self.address, method, path, headers, body)
    }

    fn get(&self, path: &str) -> Value {
        self.ask("GET", path, &[], b"").ok()
    }

    fn send(&self, method: &str, path: &str, body: &Value) -> Answer {
        self.ask(method, path, &[("Content-Type", "application/json")], body.to_string().as_bytes())
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        self.send("POST", path, body).ok()
    }

    fn upload(&self, name: &str, bytes: &[u8]) -> Answer {
        let path = format!("/api/v1/reports?name={}", escaped(name));
        self.ask("POST", &path, &[("Content-Type", "application/octet-stream")], bytes)
    }

    /// Ids of all paragraphs, and the view they are of.
    fn view(&self) -> (Vec<String>, Value) {
        let view = self.get("/api/v1/view");
        let ids = view["ids"].as_array().expect(SET_UP).iter().flat_map(|ids| ids.as_array().expect(SET_UP));
        (ids.map(|id| id.as_str().expect(SET_UP).to_owned()).collect(), view)
    }

    fn correct(&self, version: &Value, reader: i64, paragraph: &str, theme: &str) -> Answer {
        let step = json!({"paragraph": paragraph, "correction": {"themes": [theme]}});
        self.send(
            "PUT",
            "/api/v1/corrections",
            &json!({"version": version, "reader": reader, "steps": [step]}),
        )
    }

    fn corrections(&self) -> BTreeMap<(String, i64), String> {
        let view = self.get("/api/v1/view");
        let stated = view["corrections"].as_array().expect(SET_UP).iter();
        let key = |stated: &Value| {
            let theme = stated["correction"]["themes"][0].as_str().unwrap_or_default().to_owned();
            (
                (
                    stated["paragraph"].as_str().expect(SET_UP).to_owned(),
                    stated["reader"].as_i64().unwrap_or(0),
                ),
                theme,
            )
        };
        stated.map(key).collect()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Asks a server, with a connection of its own.
fn ask(address: &str, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
    let mut stream = TcpStream::connect(address).expect(SET_UP);
    stream.set_read_timeout(Some(Duration::from_secs(500))).expect(SET_UP);
    let mut head = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
    if !headers.iter().any(|(name, _)| *name == "Host") {
        head += &format!("Host: {address}\r\n");
    }
    if !headers.iter().any(|(name, _)| *name == "Content-Length") {
        head += &format!("Content-Length: {}\r\n", body.len());
    }
    for (name, value) in headers.iter().filter(|(_, value)| !value.is_empty()) {
        head += &format!("{name}: {value}\r\n");
    }
    stream.write_all(format!("{head}\r\n").as_bytes()).expect(SET_UP);
    // A server that has seen enough need not take the rest.
    let _ = stream.write_all(body);
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes);
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("an answer with a head");
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok()).expect("a status");
    let headers = lines.filter_map(|line| line.split_once(": "));
    let headers = headers.map(|(name, value)| (name.to_lowercase(), value.to_owned())).collect();
    Answer { status, headers, body: bytes[end + 4..].to_vec() }
}

fn escaped(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// Corrections are taken, undone, done again and found after the program's end; a removed report can be put back.
#[test]
fn what_is_corrected_stays() {
    let served = Served::start(&[("水务局.txt", REPORT)]);
    assert_eq!(served.upload("下级/民政局.txt", OTHER.as_bytes()).status, 201);
    assert_eq!(served.upload("别名.txt", OTHER.as_bytes()).status, 200, "it is there already");
    let (ids, view) = served.view();
    assert_eq!(view["data"]["reports"].as_array().unwrap().len(), 2);
    let blocks = view["data"]["reports"][0]["blocks"].as_array().unwrap();
    let paragraphs = blocks.iter().filter(|block| block.get("text").is_some()).count();
    assert_eq!(view["ids"][0].as_array().unwrap().len(), paragraphs);

    let taken = served.correct(&view["version"], 1, &ids[0], "livelihood").ok();
    assert_eq!(taken["history"], json!({"undo": true, "redo": false}));
    let mark = json!({"paragraph": ids[1], "correction": {"marks": [[0, 6, "safety"]], "part": "plan", "year": 2024}});
    let body = json!({"version": taken["version"], "reader": 1, "steps": [mark]});
    served.send("PUT", "/api/v1/corrections", &body).ok();
    assert_eq!(served.corrections().len(), 2);
    let undone = served.post("/api/v1/undo", &json!({"reader": 1}));
    assert_eq!(
        (&undone["paragraphs"], &undone["history"]),
        (&json!([ids[1]]), &json!({"undo": true, "redo": true}))
    );
    let changes = served.get(&format!("/api/v1/changes?since={}", taken["version"]));
    assert_eq!(changes["removed"], json!([{"paragraph": ids[1], "reader": 1}]));
    assert_eq!(served.post("/api/v1/redo", &json!({"reader": 1}))["paragraphs"], json!([ids[1]]));

    let served = served.killed_and_reopened();
    assert_eq!(served.corrections().len(), 2);
    served.post("/api/v1/undo", &json!({"reader": 1}));
    served.post("/api/v1/undo", &json!({"reader": 1}));
    assert_eq!(served.post("/api/v1/undo", &json!({"reader": 1}))["paragraphs"], json!([]));
    assert!(served.corrections().is_empty());

    let reports = served.get("/api/v1/reports");
    let report =
        reports.as_array().unwrap().iter().find(|report| report["file"] == "下级/民政局.txt").unwrap();
    let path = format!("/api/v1/reports/{}", report["id"].as_str().unwrap());
    served.ask("DELETE", &path, &[], b"").ok();
    assert_eq!(served.get("/api/v1/reports").as_array().unwrap().len(), 1);
    assert_eq!(served.post(&format!("{path}/restore"), &Value::Null)["file"], "下级/民政局.txt");
    assert_eq!(served.get("/api/v1/projects")[0]["reports"], 2);
}

/// Of 200 corrections every one that was confirmed before the program was killed is there afterwards, and at most one
/// more.
#[test]
fn no_end_of_the_program_loses_what_was_confirmed() {
    let served = Served::start(&[("水务局.txt", REPORT), ("民政局.txt", OTHER)]);
    let (ids, _) = served.view();
    let address = served.address.clone();
    let written = Arc::new(AtomicUsize::new(0));
    let themes = ["safety", "livelihood", "party-building", "investment-promotion", "other"];
    let writer = {
        let (ids, written) = (ids.clone(), Arc::clone(&written));
        thread::spawn(move || {
            let (mut confirmed, mut version) = (Vec::new(), 0);
            for at in 0..200 {
                let (paragraph, theme) = (&ids[at % ids.len()], themes[at % themes.len()]);
                let step = json!({"paragraph": paragraph, "correction": {"themes": [theme]}});
                let body = json!({"version": version, "reader": 1, "steps": [step]}).to_string();
                let asked = std::panic::catch_unwind(|| {
                    let json = [("Content-Type", "application/json")];
                    ask(&address, "PUT", "/api/v1/corrections", &json, body.as_bytes())
                });
                let Some(answer) = asked.ok().filter(|answer| answer.status == 200) else { break };
                let Ok(taken) = serde_json::from_slice::<Value>(&answer.body) else { break };
                version = taken["version"].as_i64().unwrap();
                confirmed.push((paragraph.clone(), theme));
                written.fetch_add(1, Ordering::Relaxed);
            }
            confirmed
        })
    };
    while written.load(Ordering::Relaxed) < 70 {
        thread::sleep(Duration::from_millis(1));
    }
    let served = served.killed_and_reopened();
    let confirmed = writer.join().unwrap();
    assert!((70..200).contains(&confirmed.len()), "{} confirmed: the end came too late", confirmed.len());
    let (found, version) = (served.corrections(), served.view().1["version"].as_i64().unwrap());
    let unconfirmed = version - confirmed.len() as i64;
    assert!((0..=1).contains(&unconfirmed), "{version} kept, {} confirmed", confirmed.len());
    let last = ids[confirmed.len() % ids.len()].clone();
    let expected: BTreeMap<_, _> =
        confirmed.iter().map(|(paragraph, theme)| ((paragraph.clone(), 1), (*theme).to_owned())).collect();
    for (key, theme) in &expected {
        // The one that was being written may be there already.
        assert!(found.get(key) == Some(theme) || unconfirmed == 1 && key.0 == last, "{key:?}");
    }
    // All of them can be undone, one by one.
    for _ in 0..version {
        assert_eq!(
            served.post("/api/v1/undo", &json!({"reader": 1}))["paragraphs"].as_array().unwrap().len(),
            1
        );
    }
    assert!(served.corrections().is_empty());
}

/// Two windows that show the same version do not write over each other; what they change elsewhere comes together.
#[test]
fn two_windows_do_not_write_over_each_other() {
    let served = Served::start(&[("水务局.txt", REPORT)]);
    let (ids, view) = served.view();
    let seen = &view["version"];
    served.correct(seen, 1, &ids[0], "safety").ok();
    let refused = served.correct(seen, 1, &ids[0], "livelihood");
    assert_eq!((refused.status, &refused.json()["conflicts"]), (409, &json!([ids[0]])));
    assert_eq!(refused.headers["content-type"], "application/problem+json");
    // A step is refused whole.
    let steps: Vec<Value> =
        ids[..2].iter().map(|id| json!({"paragraph": id, "correction": {"themes": ["other"]}})).collect();
    let refused =
        served.send("PUT", "/api/v1/corrections", &json!({"version": seen, "reader": 1, "steps": steps}));
    assert_eq!(refused.status, 409);
    assert_eq!(served.corrections().len(), 1);
    // Another paragraph, and another reader, do not matter.
    served.correct(seen, 1, &ids[1], "other").ok();
    let reader = served.post("/api/v1/readers", &json!({"name": "乙"}))["id"].as_i64().unwrap();
    served.correct(seen, reader, &ids[0], "livelihood").ok();
    assert_eq!(served.send("POST", "/api/v1/readers", &json!({"name": "乙"})).status, 409);
    assert_eq!(served.corrections().len(), 3);

    let disputed = served.get(&format!("/api/v1/agreement?a=1&b={reader}"));
    assert_eq!((&disputed["both"], &disputed["same"]), (&json!(1), &json!(0)));
    assert_eq!(disputed["disputed"][0]["paragraph"], json!(ids[0]));
    let version = served.view().1["version"].clone();
    let settled = json!({"version": version, "paragraph": ids[0], "correction": {"themes": ["safety"]}});
    served.send("PUT", "/api/v1/settled", &settled).ok();
    assert_eq!(served.send("PUT", "/api/v1/settled", &settled).status, 409);
    let disputed = served.get(&format!("/api/v1/agreement?a=1&b={reader}"));
    assert_eq!(disputed["disputed"][0]["settled"]["themes"], json!(["safety"]));
}

/// What makes no sense is refused with a word about it.
#[test]
fn what_makes_no_sense_is_refused() {
    let served = Served::start(&[("水务局.txt", REPORT)]);
    let (ids, _) = served.view();
    let status = |correction: Value| {
        let steps = [json!({"paragraph": ids[0], "correction": correction})];
        let answer =
            served.send("PUT", "/api/v1/corrections", &json!({"version": 0, "reader": 1, "steps": steps}));
        (answer.status, answer.json()["detail"].as_str().unwrap_or_default().to_owned())
    };
    let (refused, why) = status(json!({"themes": ["weather"]}));
    assert!(refused == 422 && why.contains("unknown theme `weather`"), "{why}");
    for marks in
        [json!([[4, 2, "safety"]]), json!([[0, 9999, "safety"]]), json!([[0, 4, "safety"], [2, 6, "other"]])]
    {
        assert_eq!(status(json!({"marks": marks})).0, 422);
    }
    assert_eq!(status(json!({"year": 3})).0, 422);
    assert_eq!(status(json!({"theme": ["safety"]})).0, 422);
    assert_eq!(served.correct(&json!(0), 9, &ids[0], "safety").status, 422);
    assert_eq!(served.correct(&json!(0), 1, "nothing:0", "safety").status, 422);
    assert_eq!(served.ask("PUT", "/api/v1/corrections", &[], b"{").status, 400);
    assert_eq!(served.ask("PATCH", "/api/v1/corrections", &[], b"").status, 405);
    for path in ["/api/v1/nothing", "/api/v2/view", "/api/v1/export/secrets.csv", "/api/v1/jobs/7"] {
        let answer = served.ask("GET", path, &[], b"");
        assert_eq!((answer.status, answer.json()["status"].as_u64()), (404, Some(404)), "{path}");
    }
    assert!(served.corrections().is_empty());
}

/// Every way in that the document tells of is there.
#[test]
fn what_the_document_promises_is_there() {
    let served = Served::start(&[]);
    let document = served.get("/api/openapi.json");
    let paths = document["paths"].as_object().unwrap();
    assert!(paths.len() > 20);
    for (path, methods) in paths {
        for method in methods.as_object().unwrap().keys() {
            let path = path.replace("{id}", "0").replace("{kind}", "nothing.csv");
            let answer =
                served.ask(&method.to_uppercase(), &path, &[("Content-Type", "application/json")], b"");
            let told = answer.text();
            assert!(
                answer.status != 405 && !told.contains("nothing at this address"),
                "{method} {path}: {told}"
            );
        }
    }
}

/// Statuses and types of answers are those that the document tells of.
#[test]
fn what_is_answered_is_what_the_document_says() {
    let served = Served::start(&[("水务局.txt", REPORT)]);
    let document = served.get("/api/openapi.json");
    let json = ("Content-Type", "application/json");
    let file = ("Content-Type", "application/octet-stream");
    let declared = |method: &str, path: &str, answer: &Answer| {
        let told = &document["paths"][path][method.to_lowercase()]["responses"][answer.status.to_string()];
        let kind = answer.headers.get("content-type").map(|kind| kind.split(';').next().unwrap().to_owned());
        let kinds: Vec<&String> =
            told["content"].as_object().into_iter().flat_map(|kinds| kinds.keys()).collect();
        assert!(told["description"].as_str().is_some(), "{method} {path}: {} is not told", answer.status);
        assert!(kind.iter().all(|kind| kinds.contains(&kind)), "{method} {path}: {kind:?}, not {kinds:?}");
        answer.status
    };
    let large = format!("{{\"name\":\"{}\"}}", "甲".repeat(2 << 20));
    type Sent<'a> = (u16, &'a str, &'a str, &'a str, &'a [(&'a str, &'a str)], &'a [u8]);
    let sent: &[Sent<'_>] = &[
        (200, "GET", "/health", "", &[], b""),
        (421, "GET", "/health", "", &[("Host", "evil.example")], b""),
        (200, "GET", "/view", "?reader=1", &[], b""),
        (404, "GET", "/view", "?reader=77", &[], b""),
        (404, "GET", "/next", "?reader=77", &[], b""),
        (404, "GET", "/changes", "?since=0&reader=77", &[], b""),
        (400, "GET", "/next", "?count=many", &[], b""),
        (422, "GET", "/agreement", "?a=1&b=77", &[], b""),
        (201, "POST", "/readers", "", &[json], br#"{"name":"x"}"#),
        (409, "POST", "/readers", "", &[json], br#"{"name":"x"}"#),
        (400, "POST", "/readers", "", &[json], b"{"),
        (422, "POST", "/readers", "", &[json], b"{}"),
        (413, "POST", "/readers", "", &[json], large.as_bytes()),
        (403, "POST", "/readers", "", &[json, ("Origin", "https://evil.example")], b"{}"),
        (422, "POST", "/undo", "", &[json], br#"{"reader":77}"#),
        (422, "PUT", "/corrections", "", &[json], br#"{"version":0,"reader":1,"steps":[]}"#),
        (415, "POST", "/reports", "?name=a.png", &[file], b"x"),
        (422, "POST", "/reports", "?name=a.docx", &[file], b"PK\x03\x04 broken"),
        (415, "POST", "/tag", "", &[file], b"SQLite format 3\0"),
        (404, "POST", "/tag", "", &[json], br#"{"report":"nothing"}"#),
        (404, "POST", "/track", "", &[json], br#"{"a":"nothing","b":"nothing"}"#),
        (422, "POST", "/train", "", &[json], br#"{"weight":0}"#),
        (200, "POST", "/collect", "", &[json], br#"{"format":"md"}"#),
        (404, "POST", "/collect", "", &[json], br#"{"format":"exe"}"#),
    ];
    for &(status, method, path, query, headers, body) in sent {
        let path = format!("/api/v1{path}");
        let answer = served.ask(method, &format!("{path}{query}"), headers, body);
        assert_eq!(declared(method, &path, &answer), status, "{method} {path}{query}: {}", answer.text());
    }
    for (status, method, path, id) in [
        (404, "GET", "/api/v1/jobs/{id}", "7"),
        (400, "GET", "/api/v1/jobs/{id}", "first"),
        (404, "DELETE", "/api/v1/reports/{id}", "nothing"),
        (404, "POST", "/api/v1/models/{id}/use", "7"),
        (200, "GET", "/api/v1/export/{id}", "tags.csv"),
        (200, "GET", "/api/v1/export/{id}", "project.qdpx"),
        (404, "GET", "/api/v1/export/{id}", "secrets.csv"),
        (422, "GET", "/api/v1/export/{id}", "track.xlsx"),
    ] {
        let answer = served.ask(method, &path.replace("{id}", id), &[], b"");
        let path = path.replace("export/{id}", "export/{kind}");
        assert_eq!(declared(method, &path, &answer), status, "{method} {path}: {}", answer.text());
    }
    let guarded = Served::open(tempfile::tempdir().unwrap(), &["--token", "correct-horse+1"]);
    let refused = guarded.ask("GET", "/api/v1/models", &[], b"");
    assert_eq!(declared("GET", "/api/v1/models", &refused), 401);
}

/// The files of a project say whether they count, and what lies beside them.
#[test]
fn files_tell_whether_they_count() {
    let last = format!("{OTHER}二、存在问题\n护理人员还不够，农村覆盖不足。\n");
    let served = Served::start(&[
        ("水务局.txt", REPORT),
        ("民政局初稿.txt", OTHER),
        ("民政局终稿.txt", &last),
        ("民政局终稿副本.txt", &last),
        ("损坏.docx", "PK\u{3}\u{4} broken"),
        ("合影.png", "x"),
    ]);
    let page = served.ask("GET", "/api/v1/export/report.html", &[], b"").body;
    std::fs::write(served.folder.path().join("阅读页.html"), page).unwrap();
    let reports = served.get("/api/v1/reports");
    let told: Vec<String> = reports
        .as_array()
        .unwrap()
        .iter()
        .map(|report| {
            let versions = report["versions"].as_array().unwrap().iter();
            let versions: Vec<String> = versions
                .map(|version| {
                    format!("{} {}", version["as"].as_str().unwrap(), version["of"].as_str().unwrap())
                })
                .collect();
            let failures = report["failures"].as_array().unwrap().len();
            format!(
                "{} {} {failures} {}",
                report["file"].as_str().unwrap(),
                report["counted"],
                versions.join(", ")
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            "损坏.docx 0 1 ",
            "民政局初稿.txt 0 0 replaced 民政局终稿.txt",
            "民政局终稿.txt 1 0 newer 民政局初稿.txt",
            "民政局终稿副本.txt 0 0 copy 民政局终稿.txt",
            "水务局.txt 1 0 ",
        ]
    );
    assert_eq!(served.get("/api/v1/view")["data"]["reports"].as_array().unwrap().len(), 2);
    assert_eq!(
        served.get("/api/v1/skipped"),
        json!([{"file": "阅读页.html", "why": "own-output"}, {"file": "合影.png", "why": "no-document"}])
    );
    // What comes and goes beside the reports is seen, too.
    std::fs::remove_file(served.folder.path().join("合影.png")).unwrap();
    assert_eq!(served.get("/api/v1/skipped").as_array().unwrap().len(), 1);
}

/// Of one computer's connections so many are answered that others find room; those that are closed make room again.
#[test]
fn one_address_does_not_take_all_connections() {
    const EACH: usize = 64;
    let served =
        Served::open(tempfile::tempdir().unwrap(), &["--host", "0.0.0.0", "--token", "correct-horse+1"]);
    let port = served.address.split(':').nth(1).unwrap();
    let connect = || TcpStream::connect(format!("127.0.0.1:{port}")).expect(SET_UP);
    let answered = |mut stream: TcpStream| {
        let _ = stream.write_all(b"GET /login HTTP/1.1\r\nHost: office.example\r\nConnection: close\r\n\r\n");
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        answer.starts_with(b"HTTP/1.1 200")
    };
    let mut open: Vec<TcpStream> = (0..EACH).map(|_| connect()).collect();
    assert!(!answered(connect()), "one too many");
    assert!(answered(open.pop().unwrap()), "the others are served");
    let begun = Instant::now();
    while !answered(connect()) {
        assert!(begun.elapsed() < Duration::from_secs(10), "who has gone leaves room");
        thread::sleep(Duration::from_millis(20));
    }
}

/// Nothing outside the project's folder is written or read, whatever a file is called.
#[test]
fn no_name_leads_out_of_the_folder() {
    let outside = tempfile::tempdir().unwrap();
    let folder = outside.path().join("project");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(outside.path().join("secret.txt"), OTHER).unwrap();
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(outside.path().join("secret.txt"), folder.join("link.txt")).unwrap();
        std::os::unix::fs::symlink(outside.path(), folder.join("out")).unwrap();
    }
    let before = listed(outside.path());
    let mut process = command(&folder, &[]).stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.trim().strip_prefix("http://").unwrap().trim_end_matches('/').to_owned();
    let asked = |method: &str, path: &str| ask(&address, method, path, &[], REPORT.as_bytes());
    for name in [
        "../evil.txt",
        "..\\evil.txt",
        "/tmp/evil.txt",
        "a/../../evil.txt",
        "out/evil.txt",
        "C:\\evil.txt",
        "evil.txt\0.docx",
        "CON.txt",
        "evil.txt.",
        ".gongwen/project.sqlite",
        ".gongwen/evil.txt",
        "//host/evil.txt",
        "a//evil.txt",
        "",
    ] {
        let status = asked("POST", &format!("/api/v1/reports?name={}", escaped(name))).status;
        assert!((400..500).contains(&status), "{name}: {status}");
    }
    for path in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/assets/../../secret.txt",
        "/assets/%2e%2e%2f%2e%2e%2fsecret.txt",
        "//secret.txt",
    ] {
        let answer = asked("GET", path);
        assert!(answer.status >= 400 && !answer.text().contains("养老"), "{path}");
    }
    for path in ["/api/v1/reports/..%2f..%2fsecret.txt", "/api/v1/reports/secret.txt"] {
        assert_eq!(asked("DELETE", path).status, 404, "{path}");
        assert_eq!(asked("POST", &format!("{path}/restore")).status, 404, "{path}");
    }
    let reports = asked("GET", "/api/v1/reports").ok();
    assert_eq!(reports, json!([]), "links are no reports");
    process.kill().unwrap();
    process.wait().unwrap();
    let after: Vec<String> =
        listed(outside.path()).into_iter().filter(|path| !path.contains(".gongwen")).collect();
    assert_eq!(after, before);
}

/// All files below a folder, links not followed.
fn listed(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect(SET_UP) {
        let entry = entry.expect(SET_UP);
        found.push(entry.path().display().to_string());
        if entry.file_type().expect(SET_UP).is_dir() {
            found.extend(listed(&entry.path()));
        }
    }
    found.sort();
    found
}

/// Pages of other sites change nothing and read nothing, and pages of ours run no other program.
#[test]
fn other_sites_are_kept_out() {
    let served = Served::start(&[("水务局.txt", REPORT)]);
    let port = served.address.split(':').nth(1).unwrap().to_owned();
    let status = |method: &str, path: &str, headers: &[(&str, &str)]| {
        served.ask(method, path, headers, b"{\"name\":\"x\"}").status
    };
    assert_eq!(status("GET", "/api/v1/health", &[]), 200);
    assert_eq!(status("GET", "/api/v1/health", &[("Host", &format!("localhost:{port}"))]), 200);
    for host in
        [format!("evil.example:{port}"), "127.0.0.1".to_owned(), format!("127.0.0.1.evil.example:{port}")]
    {
        assert_eq!(status("GET", "/api/v1/health", &[("Host", &host)]), 421, "{host}");
    }
    assert_eq!(status("POST", "/api/v1/readers", &[("Origin", "https://evil.example")]), 403);
    assert_eq!(status("POST", "/api/v1/readers", &[("Origin", "null")]), 403);
    assert_eq!(status("POST", "/api/v1/readers", &[("Sec-Fetch-Site", "cross-site")]), 403);
    assert_eq!(status("GET", "/api/v1/view", &[("Sec-Fetch-Site", "cross-site")]), 403);
    assert_eq!(status("POST", "/api/v1/readers", &[("Origin", &format!("http://{}", served.address))]), 201);
    for path in ["/", "/api/v1/health", "/nothing"] {
        let headers = served.ask("GET", path, &[], b"").headers;
        assert!(headers["content-security-policy"].contains("default-src 'none'; script-src 'self'"));
        assert_eq!((&*headers["x-content-type-options"], &*headers["x-frame-options"]), ("nosniff", "DENY"));
        assert!(!headers.contains_key("access-control-allow-origin"));
    }
}

/// With a token nobody is answered who does not know it; without one nobody else is let near.
#[test]
fn a_token_keeps_strangers_out() {
    let folder = tempfile::tempdir().unwrap();
    let refused = |arguments: &[&str]| {
        let output = command(folder.path(), arguments).output().unwrap();
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (code, told) = refused(&["--host", "0.0.0.0"]);
    assert!(code == Some(2) && told.contains("--token"), "{told}");
    let (code, told) = refused(&["--token", "short"]);
    assert!(code == Some(2) && told.contains("at least 8"), "{told}");

    let served = Served::open(folder, &["--token", "correct-horse+1"]);
    let status = |path: &str, headers: &[(&str, &str)]| served.ask("GET", path, headers, b"").status;
    assert_eq!(status("/api/v1/view", &[]), 401);
    assert_eq!(status("/api/openapi.json", &[]), 401);
    assert_eq!(status("/api/v1/view", &[("Authorization", "Bearer correct-horse")]), 401);
    assert_eq!(status("/api/v1/view", &[("Authorization", "Bearer correct-horse+1")]), 200);
    let entered = served.ask("GET", "/", &[], b"");
    assert_eq!((entered.status, &*entered.headers["location"]), (303, "/login"));
    let wrong = served.send("POST", "/api/v1/login", &json!({"token": "wrong"}));
    assert!(wrong.status == 401 && !wrong.headers.contains_key("set-cookie"));
    let right = served.send("POST", "/api/v1/login", &json!({"token": "correct-horse+1"}));
    assert_eq!(right.status, 204);
    let cookie = &right.headers["set-cookie"];
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && !cookie.contains("correct-horse")
    );
    assert_eq!(status("/api/v1/view", &[("Cookie", cookie.split(';').next().unwrap())]), 200);
    assert_eq!(served.ask("GET", "/?token=correct-horse%2B1", &[], b"").headers["location"], "/");
}

/// What is too large or no report is refused, and nothing of it stays.
#[test]
fn uploads_pass_the_readers_limits() {
    let served = Served::start(&[]);
    let status = |name: &str, bytes: &[u8]| served.upload(name, bytes).status;
    assert_eq!(status("图片.png", b"x"), 415);
    assert_eq!(status("损坏.docx", b"PK\x03\x04 broken"), 422);
    assert_eq!(status("损坏.pdf", b"%PDF-1.4 broken"), 422);
    assert_eq!(status("空.txt", b""), 422);
    let nameless = served.upload("", REPORT.as_bytes()).json();
    assert_eq!(nameless["detail_zh"], "文件要有名字");
    let empty = served.ask("POST", "/api/v1/tag", &[("Content-Type", "text/plain")], b"").json();
    assert!(empty["detail"].as_str().unwrap().starts_with("holds no text"), "{empty}");
    assert_eq!(empty["detail_zh"], "里面没有文字");
    let large = served.upload("a.txt", &vec![b'a'; 65 << 20]);
    assert_eq!(large.status, 413);
    let body = json!({"version": 0, "reader": 1, "steps": [], "more": "甲".repeat(2 << 20)});
    assert_eq!(served.send("PUT", "/api/v1/corrections", &body).status, 413);
    let kept: Vec<String> =
        listed(served.folder.path()).into_iter().filter(|path| !path.contains("/.gongwen/project")).collect();
    let kept: Vec<&str> = kept.iter().filter_map(|path| path.rsplit('/').next()).collect();
    assert_eq!(kept, [".gongwen", "arriving", "lock", "models", "removed"]);
    // Two reports of one name both stay.
    assert_eq!(served.upload("总结.txt", REPORT.as_bytes()).json()["file"], "总结.txt");
    assert_eq!(served.upload("总结.txt", OTHER.as_bytes()).json()["file"], "总结 (2).txt");
}

/// A project is open once, and never in a program that is too old for it.
#[test]
fn a_project_is_opened_once_and_by_no_older_program() {
    let served = Served::start(&[]);
    let second = command(served.folder.path(), &[]).output().unwrap();
    assert!(String::from_utf8_lossy(&second.stderr).contains("is open in another workbench"));
    assert_eq!(second.status.code(), Some(1));
    let mut served = served;
    served.process.kill().unwrap();
    served.process.wait().unwrap();
    // SQLite keeps the version at bytes 60 to 63 of the file.
    let file = served.folder.path().join(".gongwen/project.sqlite");
    let mut bytes = std::fs::read(&file).unwrap();
    bytes[60..64].copy_from_slice(&99u32.to_be_bytes());
    std::fs::write(&file, bytes).unwrap();
    for left in ["project.sqlite-wal", "project.sqlite-shm"] {
        let _ = std::fs::remove_file(file.with_file_name(left));
    }
    let refused = command(served.folder.path(), &[]).output().unwrap();
    let told = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(told.contains("made by a newer version") && told.contains("schema 99"), "{told}");
}

/// Two hundred requests at once are all answered, and the memory they take is that of a few.
#[test]
fn many_requests_wait_their_turn() {
    const REQUESTS: usize = 200;
    let served = Served::start(&[]);
    let text = format!("{REPORT}{}", "（五）巡查河道三百次，清理垃圾四十吨，水质稳定达标。\n".repeat(2000));
    let expected =
        served.post("/api/v1/tag", &json!({"text": REPORT}))["paragraphs"].as_array().unwrap().len();
    let before = peak(&served);
    let large = json!({"text": text}).to_string();
    let small = json!({"text": REPORT}).to_string();
    let asked: Vec<_> = (0..REQUESTS)
        .map(|at| {
            let (address, body) =
                (served.address.clone(), if at % 10 == 0 { large.clone() } else { small.clone() });
            let ask = move || {
                ask(&address, "POST", "/api/v1/tag", &[("Content-Type", "application/json")], body.as_bytes())
            };
            thread::Builder::new().stack_size(256 << 10).spawn(ask).unwrap()
        })
        .collect();
    for (at, answer) in asked.into_iter().enumerate() {
        let found = answer.join().unwrap().ok()["paragraphs"].as_array().unwrap().len();
        if at % 10 != 0 {
            assert_eq!(found, expected);
        }
    }
    if let (Some(before), Some(after)) = (before, peak(&served)) {
        let grown = after.saturating_sub(before) >> 10;
        assert!(grown < 400, "{grown} MiB more than before");
    }
}

/// The most memory a server has taken, in KiB, where the system tells.
fn peak(served: &Served) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", served.process.id())).ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().split(' ').next()?.parse().ok()
}

/// What is corrected is learnt in the background; the new model answers, and the one before can be had again.
#[test]
fn corrections_are_learnt_and_models_kept() {
    let served = Served::start(&[("水务局.txt", REPORT), ("民政局.txt", OTHER)]);
    let job = served.post("/api/v1/train", &json!({}))["job"].clone();
    let failed = ended(&served, &job);
    assert!(
        failed["state"] == "failed" && failed["message"].as_str().unwrap().contains("nothing to learn"),
        "{failed}"
    );

    let (ids, view) = served.view();
    let theme = |view: &Value, at: usize| {
        let blocks = view["data"]["reports"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|report| report["blocks"].as_array().unwrap());
        let index =
            blocks.filter(|block| block.get("text").is_some()).nth(at).unwrap()["theme"].as_u64().unwrap();
        view["data"]["themes"]["themes"][index as usize]["id"].as_str().unwrap().to_owned()
    };
    let (before, edition) = (theme(&view, 0), view["edition"].clone());
    let other = if before == "livelihood" { "safety" } else { "livelihood" };
    let taken = served.correct(&view["version"], 1, &ids[0], other).ok();
    // What two see differently is not learnt.
    let second = served.post("/api/v1/readers", &json!({"name": "乙"}))["id"].as_i64().unwrap();
    served.correct(&taken["version"], 1, &ids[1], "safety").ok();
    served.correct(&taken["version"], second, &ids[1], "other").ok();
    let job = served.post("/api/v1/train", &json!({"weight": 100, "name": "第一次"}))["job"].clone();
    let done = ended(&served, &job);
    assert_eq!(
        (&done["state"], &done["effect"]["taught"], &done["progress"]),
        (&json!("done"), &json!(1), &json!(1.0)),
        "{done}"
    );
    assert_eq!(
        (&done["message_zh"], &done["effect"]["disputed"]),
        (&json!("学了 1 条更正；1 段各人说法不一、尚未裁定，没有学"), &json!(1))
    );
    assert!(done["message"].as_str().unwrap().starts_with("corrections learnt: 1; paragraphs left out"));

    let view = served.view().1;
    assert_eq!(theme(&view, 0), other, "the new model answers");
    assert_ne!(view["edition"], edition);
    assert_eq!((&view["model"]["name"], &view["model"]["id"]), (&json!("第一次"), &done["model"]));
    let models = served.get("/api/v1/models");
    assert_eq!(models.as_array().unwrap().len(), 2);
    assert_eq!(served.post("/api/v1/models/0/use", &Value::Null)["current"], json!(true));
    assert_eq!(theme(&served.view().1, 0), before, "the built-in model answers again");
    served.post(&format!("/api/v1/models/{}/use", done["model"]), &Value::Null);
    let served = served.killed_and_reopened();
    assert_eq!(theme(&served.view().1, 0), other, "and is found again");

    // Of several jobs the last waits, and is called off.
    let jobs: Vec<Value> = (0..10).map(|_| served.post("/api/v1/train", &json!({}))["job"].clone()).collect();
    let waiting = &jobs[9];
    assert_eq!(served.ask("DELETE", &format!("/api/v1/jobs/{waiting}"), &[], b"").ok()["state"], "cancelled");
    let off = ended(&served, waiting);
    assert_eq!((&off["state"], &off["model"]), (&json!("cancelled"), &Value::Null));
}

/// A job when it has ended.
fn ended(served: &Served, job: &Value) -> Value {
    let begun = Instant::now();
    loop {
        let job = served.get(&format!("/api/v1/jobs/{job}"));
        if !["waiting", "running"].contains(&job["state"].as_str().expect(SET_UP)) {
            return job;
        }
        assert!(begun.elapsed() < Duration::from_secs(400), "{job}");
        thread::sleep(Duration::from_millis(200));
    }
}

/// What is exported teaches as it stands, and programs of qualitative analysis find who coded what, and where.
#[test]
fn exports_are_ways_back_in() {
    let served = Served::start(&[("水务局.txt", &REPORT.replace('\n', "\r\n")), ("民政局.txt", OTHER)]);
    let (ids, view) = served.view();
    let second = served.post("/api/v1/readers", &json!({"name": "乙<b>"}))["id"].as_i64().unwrap();
    let texts: Vec<String> = view["data"]["reports"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|report| report["blocks"].as_array().unwrap())
        .filter_map(|block| Some(block.get("text")?.as_str()?.to_owned()))
        .collect();
    let mark = json!([[0, 5, "livelihood"]]);
    let steps = json!([
        {"paragraph": ids[0], "correction": {"themes": ["safety", "rural"], "unit": "青禾县河湖局"}},
        {"paragraph": ids[1], "correction": {"themes": ["safety"], "marks": mark, "part": "plan"}},
    ]);
    served.send("PUT", "/api/v1/corrections", &json!({"version": 0, "reader": 1, "steps": steps})).ok();
    served.correct(&json!(1), second, &ids[2], "other").ok();
    served.correct(&json!(2), 1, &ids[2], "safety").ok();
    let export = |kind: &str| {
        let answer = served.ask("GET", &format!("/api/v1/export/{kind}"), &[], b"");
        assert_eq!(answer.status, 200, "{kind}: {}", answer.text());
        let named = &answer.headers["content-disposition"];
        assert!(
            named.starts_with("attachment; filename=\"") && named.contains("; filename*=UTF-8''"),
            "{named}"
        );
        answer.body
    };
    let themes = gongwen::built_in::themes().unwrap();
    let folder = tempfile::tempdir().unwrap();
    for kind in
        ["corrections.csv", "corrections.xlsx", "corrections.jsonl", "tags.csv", "tags.xlsx", "tags.jsonl"]
    {
        let file = folder.path().join(kind);
        std::fs::write(&file, export(kind)).unwrap();
        let read = gongwen::labelled::Corrections::read(&[&file], &themes, false).unwrap();
        let taught: Vec<_> = read.taught().map(|row| row.topics.join("+")).collect();
        // The third paragraph is disputed, and what is marked is a row of its own where rows are chosen.
        let expected: &[&str] = if kind.starts_with("tags") {
            &["safety+rural", "safety"]
        } else {
            &["safety+rural", "safety", "livelihood"]
        };
        assert_eq!(taught, expected, "{kind}");
    }
    let tags = String::from_utf8(export("tags.jsonl")).unwrap();
    let units: Vec<Value> = tags.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(
        units.iter().filter(|record| record["unit"] == "青禾县河湖局").count(),
        view["ids"][0].as_array().unwrap().len()
    );

    let (corpus, zipped) = (folder.path().join("corpus"), folder.path().join("corpus.zip"));
    std::fs::write(&zipped, export("corpus.zip")).unwrap();
    zip::ZipArchive::new(std::fs::File::open(&zipped).unwrap()).unwrap().extract(&corpus).unwrap();
    let read = gongwen::labelled::read(&[&corpus], &themes).unwrap();
    let labels: Vec<_> =
        read.iter().map(|text| format!("{}:{}", text.topic, text.secondary.join("+"))).collect();
    assert_eq!(labels, ["safety:rural", "livelihood:", "safety:"]);
    assert!(texts[1].starts_with(read[1].text()) && texts[1].ends_with(read[2].text()));
    assert!(read.iter().all(|text| text.kind == "青禾县河湖局"), "reports of a unit stay together");
    let labels = |file: &Path| std::fs::read_to_string(file).unwrap();
    assert!(!labels(&corpus.join("民政局-1.txt")).contains("# kind:"), "a unit is no kind of unit");

    // What is exported trains and measures, packed as it is and unpacked.
    let run = |arguments: &[&Path]| {
        let run = Command::new(env!("CARGO_BIN_EXE_classify")).args(arguments).output().expect(SET_UP);
        assert!(run.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&run.stderr));
        String::from_utf8_lossy(&run.stdout).into_owned()
    };
    let (model, report) = (folder.path().join("x.gongwen"), folder.path().join("新.txt"));
    std::fs::write(&report, "青禾县水务局2025年工作总结\n一、整改水厂安全隐患九项。\n").unwrap();
    for data in [&zipped, &corpus] {
        run(&["train".as_ref(), data, "-o".as_ref(), &model, "--force".as_ref()]);
        let tagged =
            run(&["tag".as_ref(), &report, "-m".as_ref(), &model, "--format".as_ref(), "jsonl".as_ref()]);
        let tagged: Value = serde_json::from_str(tagged.lines().next().unwrap()).unwrap();
        assert_eq!(tagged["theme"], "safety", "{tagged}");
        assert!(run(&["eval".as_ref(), data]).contains("macro-F1"));
    }

    qdpx(&served, &export("project.qdpx"), &texts);
}

/// Whether a REFI-QDA project has the schema's structure, and its selections are the paragraphs.
fn qdpx(served: &Served, bytes: &[u8], texts: &[String]) {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect(SET_UP);
    let mut member = |name: &str| {
        let mut text = String::new();
        archive.by_name(name).unwrap_or_else(|_| panic!("{name}")).read_to_string(&mut text).expect(SET_UP);
        text
    };
    let xml = member("project.qde");
    let mut reader = quick_xml::Reader::from_str(&xml);
    // Each element's parents, and its attributes.
    let mut open: Vec<String> = Vec::new();
    let mut found: Vec<(String, BTreeMap<String, String>)> = Vec::new();
    loop {
        let event = reader.read_event().expect(SET_UP);
        match &event {
            quick_xml::events::Event::Start(tag) | quick_xml::events::Event::Empty(tag) => {
                let name = tag.name().as_ref().to_owned();
                let attribute = |attribute: quick_xml::events::attributes::Attribute<'_>| {
                    (attribute.key.as_ref().to_owned(), attribute.value.into_owned())
                };
                let attributes = tag.attributes().map(|found| attribute(found.expect(SET_UP))).collect();
                let path = [&open[..], std::slice::from_ref(&name)].concat().join("/");
                found.push((path, attributes));
                if matches!(event, quick_xml::events::Event::Start(_)) {
                    open.push(name);
                }
            }
            quick_xml::events::Event::End(_) => drop(open.pop()),
            quick_xml::events::Event::Eof => break,
            _ => {}
        }
    }
    let of = |path: &str| {
        found.iter().filter(|(own, _)| own == path).map(|(_, attributes)| attributes).collect::<Vec<_>>()
    };
    // The schema's order: Users, CodeBook, Sources.
    let parts: Vec<&str> =
        found.iter().map(|(path, _)| &**path).filter(|path| path.matches('/').count() == 1).collect();
    assert_eq!(parts, ["Project/Users", "Project/CodeBook", "Project/Sources"]);
    assert_eq!(of("Project")[0]["xmlns"], "urn:QDA-XML:project:1.0");
    let users: BTreeMap<&str, &str> =
        of("Project/Users/User").iter().map(|user| (&*user["guid"], &*user["name"])).collect();
    let names: Vec<&str> = of("Project/Users/User").iter().map(|user| &*user["name"]).collect();
    assert_eq!(names, ["AI：Gongwen 内置模型", "共同商定", "我", "乙&lt;b&gt;"]);
    let codes: BTreeMap<&str, &str> = ["Project/CodeBook/Codes/Code", "Project/CodeBook/Codes/Code/Code"]
        .iter()
        .flat_map(|path| of(path))
        .map(|code| (&*code["guid"], &*code["name"]))
        .collect();
    let guid = |id: &str| {
        let lengths: Vec<usize> = id.split('-').map(str::len).collect();
        lengths == [8, 4, 4, 4, 12] && id.chars().all(|c| c == '-' || c.is_ascii_hexdigit())
    };
    let mut ids: Vec<&str> =
        found.iter().filter_map(|(_, attributes)| Some(&**attributes.get("guid")?)).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert!(ids.len() == all && ids.iter().all(|id| guid(id)), "every id is one, and is there once");
    let mut coded: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let (mut source, mut text) = (String::new(), Vec::new());
    let mut selected = String::new();
    for (path, attributes) in &found {
        match path.as_str() {
            "Project/Sources/TextSource" => {
                let file = attributes["plainTextPath"].strip_prefix("internal://").expect(SET_UP);
                source = member(&format!("sources/{file}"));
                assert!(!source.contains('\r'));
                text = source.chars().collect();
            }
            "Project/Sources/TextSource/PlainTextSelection" => {
                let at = |name: &str| attributes[name].parse::<usize>().expect(SET_UP);
                selected = text[at("startPosition")..at("endPosition")].iter().collect();
            }
            "Project/Sources/TextSource/PlainTextSelection/Coding" => {
                coded
                    .entry(selected.clone())
                    .or_default()
                    .push(users[&*attributes["creatingUser"]].to_owned());
            }
            "Project/Sources/TextSource/PlainTextSelection/Coding/CodeRef" => {
                let code = codes[&*attributes["targetGUID"]];
                coded
                    .get_mut(&selected)
                    .expect(SET_UP)
                    .last_mut()
                    .expect(SET_UP)
                    .push_str(&format!(" {code}"));
            }
            _ => {}
        }
    }
    assert!(!source.is_empty());
    for paragraph in texts {
        assert!(coded.contains_key(paragraph), "{paragraph}");
    }
    assert!(
        coded[&texts[0]].contains(&"我 安全".to_owned())
            && coded[&texts[0]].contains(&"我 乡村振兴".to_owned())
    );
    assert!(coded[&texts[0]][0].starts_with("AI："), "{:?}", coded[&texts[0]]);
    let both: Vec<&String> = coded[&texts[2]].iter().filter(|coding| !coding.starts_with("AI")).collect();
    assert_eq!(both, ["我 安全", "乙&lt;b&gt; 其他"]);
    let mark: String = texts[1].chars().take(5).collect();
    assert_eq!(coded[&mark], ["我 民生"]);
    assert!(served.folder.path().exists());
}
