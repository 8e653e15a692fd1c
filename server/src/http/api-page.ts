import { CONTRACT, type Endpoint, PROBLEMS } from '@hongxian/shared/api'
import { html, raw } from 'hono/html'
import { accessSentence, openApiDocument } from './openapi.ts'

const STYLE = `
body{font:15px/1.7 "Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei",sans-serif;max-width:60rem;margin:0 auto;padding:1.5rem;color:#1c2530}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem;border-bottom:1px solid #d6dbe1}
details{border:1px solid #d6dbe1;border-radius:4px;margin:.5rem 0;padding:.25rem .75rem}summary{cursor:pointer}
code,pre{font-family:ui-monospace,"Noto Sans Mono CJK SC",monospace;font-size:.85rem}
pre{background:#f5f7f9;padding:.75rem;overflow:auto;max-height:28rem}
.m{display:inline-block;min-width:4rem;font-weight:600}td,th{text-align:left;vertical-align:top;padding:.2rem .8rem .2rem 0}`

/** The API as a page to read: no script, nothing from elsewhere. */
export function apiPage(version: string) {
  const document = openApiDocument(version) as { paths: Record<string, Record<string, object>> }
  const byResource = new Map<string, Endpoint[]>()
  for (const endpoint of Object.values(CONTRACT) as unknown as Endpoint[])
    byResource.set(endpoint.resource, [...(byResource.get(endpoint.resource) ?? []), endpoint])
  return html`<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>接口说明 · 红线</title>
<meta name="viewport" content="width=device-width"><style>${raw(STYLE)}</style>
<h1>红线 合法性审核服务 接口说明</h1>
<p>版本 ${version}。机器可读的说明：<a href="/api/openapi.json">/api/openapi.json</a>（OpenAPI 3.1）。所有位置均为该稿次正文中的
UTF-16 码元序号，区间左闭右开。插件以 <code>Authorization: Bearer 凭证</code> 登录，工作台以会话 Cookie 登录。</p>
${[...byResource].map(([resource, endpoints]) => html`<h2>${resource}</h2>${endpoints.map((endpoint) => entry(endpoint, document.paths))}`)}
<h2>失败的答复</h2><p>一律为 <code>application/problem+json</code>（RFC 9457），<code>type</code> 为 <code>/problems/</code> 加下列名称。</p>
<table><tr><th>名称<th>状态<th>含义</tr>${Object.entries(PROBLEMS).map(([slug, { status, title }]) => html`<tr><td><code>${slug}</code><td>${status}<td>${title}</tr>`)}</table>`
}

function entry(endpoint: Endpoint, paths: Record<string, Record<string, object>>) {
  const operation = paths[endpoint.path.replace(/:(\w+)/g, '{$1}')]?.[endpoint.method.toLowerCase()] as Operation
  const body = operation.requestBody?.content['application/json']
  const success = operation.responses[String(endpoint.status)]?.content?.['application/json']
  return html`<details id="${endpoint.name}"><summary><code class="m">${endpoint.method}</code> <code>${endpoint.path}</code>　${endpoint.summary}</summary>
<p>${endpoint.description ?? ''} ${accessSentence(endpoint)}</p>
${operation.parameters.length > 0 && html`<table><tr><th>参数<th>位置<th>要求</tr>${operation.parameters.map((parameter) => html`<tr><td><code>${parameter.name}</code><td>${parameter.in}<td>${parameter.required ? '必填' : '选填'} <code>${JSON.stringify(parameter.schema)}</code></tr>`)}</table>`}
${body && html`<h4>请求</h4><pre>${pretty(body.schema)}</pre>`}${body?.example !== undefined && html`<h4>请求示例</h4><pre>${pretty(body.example)}</pre>`}
<h4>答复（${endpoint.status}）</h4><pre>${pretty(success?.schema)}</pre>
<table>${Object.entries(operation.responses)
    .filter(([status]) => Number(status) >= 300)
    .map(([status, { description }]) => html`<tr><td>${status}<td>${description}</tr>`)}</table></details>`
}

const pretty = (value: unknown): string => JSON.stringify(value, null, 2) ?? ''

interface Operation {
  readonly parameters: readonly { name: string; in: string; required: boolean; schema: unknown }[]
  readonly requestBody?: { content: Record<string, { schema: unknown; example?: unknown }> }
  readonly responses: Record<string, { description: string; content?: Record<string, { schema: unknown }> }>
}
