/** What a browser sees where the web app was not built: the server itself is well. */
export const NOT_BUILT = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Skein</title>
<style>
  :root { color-scheme: light dark; font: 16px/1.6 system-ui, sans-serif; }
  body { display: grid; min-height: 100vh; margin: 0; place-content: center; padding: 24px; box-sizing: border-box; }
  main { max-width: 34rem; }
  h1 { font-size: 1.25rem; margin: 0 0 8px; }
  p { margin: 0 0 12px; }
  code { font-family: ui-monospace, monospace; padding: 2px 6px; border-radius: 6px; background: color-mix(in srgb, currentColor 10%, transparent); }
</style>
<main>
  <h1>The server runs, but the web app has not been built</h1>
  <p>Stop it and start it with <code>npm start</code>, which builds the web app first, or build it with
  <code>npx bun apps/web/build.ts</code> and start again.</p>
  <p>The API answers all the same: <a href="/openapi.json">openapi.json</a>, <a href="/asyncapi.json">asyncapi.json</a>.</p>
  <p lang="zh-CN">服务器正在运行，但网页应用尚未构建。请用 <code>npm start</code> 重新启动，它会先构建网页应用。</p>
</main>
</html>
`;
