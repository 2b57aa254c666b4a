// The page's data stand in it.

addEventListener("storage", takeFromOtherTab);
addEventListener("beforeunload", (event) => { if (!isKept && corrected().length) event.preventDefault(); });
takeData(JSON.parse(find("data").textContent));
readKept();
start();
