/** The parts of an OpenAPI document that the page shows. */
interface ApiDocument {
  readonly info: { readonly title: string; readonly version: string; readonly description?: string };
  readonly paths?: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, unknown>> };
}

interface Operation {
  readonly summary?: string;
  readonly description?: string;
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: unknown }>> };
  readonly responses?: Readonly<Record<string, { readonly description?: string }>>;
}

export const docsStyle = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h2 { margin-top: 2.5rem; } p { margin: 0.25rem 0; } h3 { margin: 1.5rem 0 0.25rem; font-family: ui-monospace, monospace; font-size: 1rem; }
pre { overflow-x: auto; padding: 0.75rem; border: 1px solid #8886; border-radius: 0.25rem; font-size: 0.875rem; }
table { border-collapse: collapse; } td { padding: 0.125rem 1rem 0.125rem 0; vertical-align: top; }
`;

/** Returns the page that describes the API: plain HTML of the OpenAPI document, without a script. */
export function writeDocsPage(document: object): string {
  const { info, paths = {}, components } = document as ApiDocument;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => writeOperation(method, path, operation)),
  );
  const schemas = Object.entries(components?.schemas ?? {}).map(
    ([name, schema]) =>
      `<h3 id="${escapeHtml(name)}">${escapeHtml(name)}</h3><pre>${escapeHtml(JSON.stringify(schema, null, 2))}</pre>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(info.title)}</title>
<link rel="stylesheet" href="/docs/style.css">
</head>
<body>
<main>
<h1>${escapeHtml(info.title)} ${escapeHtml(info.version)}</h1>
<p>${escapeHtml(info.description ?? '')}</p>
<p><a href="/openapi.json">OpenAPI 3.1 document</a></p>
<h2>Requests</h2>
${operations.join('\n')}
<h2>Shapes</h2>
${schemas.join('\n')}
</main>
</body>
</html>
`;
}

function writeOperation(method: string, path: string, operation: Operation): string {
  const shapes = Object.values(operation.requestBody?.content ?? {}).flatMap(({ schema }) =>
    listNames(schema),
  );
  const answers = Object.entries(operation.responses ?? {}).map(
    ([status, { description = '' }]) =>
      `<tr><td>${escapeHtml(status)}</td><td>${escapeHtml(description)}</td></tr>`,
  );
  const takes = [...new Set(shapes)]
    .map((name) => `<a href="#${escapeHtml(name)}">${escapeHtml(name)}</a>`)
    .join(' or ');
  return [
    `<h3>${escapeHtml(method.toUpperCase())} ${escapeHtml(path)}</h3>`,
    `<p>${escapeHtml([operation.summary, operation.description].filter(Boolean).join('. '))}</p>`,
    takes === '' ? '' : `<p>Takes: ${takes}</p>`,
    `<details><summary>Answers</summary><table>${answers.join('')}</table></details>`,
  ].join('');
}

/** The names of the schemas that a schema refers to. */
function listNames(schema: unknown): string[] {
  return [...JSON.stringify(schema ?? {}).matchAll(/#\/components\/schemas\/(\w+)/g)].map(
    ([, name]) => name!,
  );
}

function escapeHtml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, (sign) => entities[sign]!);
}
