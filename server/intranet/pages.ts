import { html, raw } from 'hono/html'
import type { IntranetDraft } from './drafts-folder.ts'
import { EDITOR_STYLE, STYLE } from './style.ts'

type Markup = ReturnType<typeof html>

const MENU = ['待办公文', '已办公文', '发文管理', '收文管理', '会议管理', '督查督办', '通讯录']

function layout(title: string, place: string, content: Markup): Markup {
  return html`<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><title>${title} - 临江县协同办公平台</title><style>${raw(STYLE)}</style></head>
<body>
<div class="top"><div class="brand">临江县协同办公平台</div><div class="who">县司法局　陈××　|　2026年11月　|　<a href="/intranet/">首页</a>　<a href="/demo/connect?next=/intranet/drafts/d01">连接审核插件</a></div></div>
<div class="main">
<div class="menu">${MENU.map((name, i) => html`<a class="${i === 0 ? 'on' : ''}" href="/intranet/">${name}</a>`)}</div>
<div class="work"><div class="place">当前位置：首页 &gt; ${place}</div>${content}</div>
</div>
<div class="foot">云岭市临江县人民政府办公室主办　技术支持电话：0000-1234567　（本站为示例，单位、人员、事项均为虚构）</div>
</body></html>`
}

export const missingPage = (): Markup =>
  layout(
    '未找到',
    '待办公文',
    html`<p class="note">没有找到该公文，可能已经办结归档。<a href="/intranet/">返回待办公文</a></p>`,
  )

const KIND_NAMES: Record<IntranetDraft['page'], string> = {
  article: '公文正文',
  form: '审签单',
  comparison: '条文对照表',
  editor: '在线编辑',
  textarea: '文本录入',
}

export function inboxPage(drafts: readonly IntranetDraft[]): Markup {
  return layout(
    '待办公文',
    '待办公文',
    html`<h2>待办公文（${drafts.length}件）</h2>
<table class="list"><thead><tr><th>序号</th><th>标题</th><th>来文单位</th><th>收到日期</th><th>缓急</th><th>页面</th></tr></thead><tbody>
${drafts.map(
  (draft, i) =>
    html`<tr><td>${i + 1}</td><td class="l"><a href="/intranet/drafts/${draft.id}">${draft.title}</a></td><td>${draft.unit}</td><td>${draft.received}</td><td class="${draft.urgency === '急件' ? 'urgent' : ''}">${draft.urgency}</td><td>${KIND_NAMES[draft.page]}</td></tr>`,
)}
</tbody></table>`,
  )
}

/** The page a draft stands on, each kind as offices have it. */
export function draftPage(draft: IntranetDraft): Markup {
  const content = { article, form, comparison, editor, textarea }[draft.page](draft)
  return layout(draft.title, `待办公文 &gt; 公文办理`.replace('&gt;', '>'), html`${toolbar(draft)}${content}`)
}

const isEditedInPlace = (draft: IntranetDraft) => draft.page === 'editor' || draft.page === 'textarea'

function toolbar(draft: IntranetDraft): Markup {
  return html`<form class="bar" method="post" action="/intranet/drafts/${draft.id}">
${isEditedInPlace(draft) ? '' : html`<a class="btn" href="/intranet/drafts/${draft.id}/edit">修改正文</a>`}
${(draft.versions ?? []).map((version, i) => html`<button name="version" value="${i}"${version.text === draft.text ? ' disabled' : ''}>${version.label}</button>`)}
<button name="reset" value="1">恢复原稿</button><a class="btn" href="/intranet/">返回</a></form>`
}

/** Lines as a browser shows them: an indented line is a paragraph, a heading of a chapter stands in the middle. */
const paragraphs = (text: string): Markup[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) =>
      /^第[一二三四五六七八九十百]+[章节编]\s/.test(line)
        ? html`<p class="chapter">${line}</p>`
        : /^第[一二三四五六七八九十百]+条/.test(line)
          ? html`<p><strong>${/^第[^条]+条(之[一二三四五六七八九十]+)?/.exec(line)?.[0] ?? ''}</strong>${line.replace(/^第[^条]+条(之[一二三四五六七八九十]+)?/, '')}</p>`
          : html`<p>${line}</p>`,
    )

/** Title and what stands under it in brackets, and the rest. */
function splitTitle(draft: IntranetDraft): { title: string[]; rest: string } {
  const lines = draft.text.split('\n')
  const title: string[] = []
  while (lines[0] !== undefined && title.length < 2) {
    const line = lines[0].trim()
    if (line !== '' && line !== draft.title && !/^（.+稿）$|^（草案）$/.test(line) && !draft.title.startsWith(line))
      break
    if (line !== '') title.push(line)
    lines.shift()
  }
  return { title, rest: lines.join('\n') }
}

function article(draft: IntranetDraft): Markup {
  const { title, rest } = splitTitle(draft)
  return html`<div class="article" id="content">
${title.map((line, i) => (i === 0 ? html`<h1>${line}</h1>` : html`<p class="sub">${line}</p>`))}
${paragraphs(rest)}</div>
<div class="flow"><b>办理过程</b><ol><li>${draft.unit}　${draft.received}　报送</li><li>县人民政府办公室　收文登记</li><li>县司法局　合法性审核（办理中）</li></ol></div>`
}

function form(draft: IntranetDraft): Markup {
  return html`<table class="form"><caption>临江县人民政府公文审签单</caption><tbody>
<tr><th>文件标题</th><td colspan="3">${draft.title}</td></tr>
<tr><th>送审单位</th><td>${draft.unit}</td><th>收到日期</th><td>${draft.received}</td></tr>
<tr><th>缓急程度</th><td>${draft.urgency}</td><th>承办人</th><td>陈××</td></tr>
<tr><th>送审稿正文</th><td colspan="3" class="body">${paragraphs(draft.text)}</td></tr>
<tr><th>拟办意见</th><td colspan="3">请县司法局依法审核。</td></tr>
<tr><th>领导批示</th><td colspan="3"></td></tr></tbody></table>`
}

function comparison(draft: IntranetDraft): Markup {
  const amended = draft.text.split('\n')
  return html`<h1>${draft.title}</h1><table class="compare"><thead><tr><th>现行条文</th><th>修改后条文</th><th>修改说明</th></tr></thead><tbody>
${(draft.rows ?? []).map(([now, reason], i) => html`<tr><td>${now}</td><td>${amended[i] ?? ''}</td><td>${reason}</td></tr>`)}
</tbody></table>`
}

function editor(draft: IntranetDraft): Markup {
  return html`<div class="rich"><div class="tools"><span>宋体</span><span>三号</span><b>B</b><i>I</i><u>U</u><span>左对齐</span><span>居中</span><span>首行缩进</span></div>
<iframe id="editor" title="正文编辑区" src="/intranet/drafts/${draft.id}/frame"></iframe></div>
<form id="save" class="bar" method="post" action="/intranet/drafts/${draft.id}"><input type="hidden" name="text"><button>保存正文</button></form>
<script>${raw(`document.getElementById('save').addEventListener('submit', (event) => {
  const blocks = [...document.getElementById('editor').contentDocument.body.children]
  event.target.elements.text.value = blocks.map((block) => block.innerText.replace(/\\n+$/, '')).join('\\n')
})`)}</script>`
}

/** What stands in the frame of the editor: a document whose body is edited. */
export function editorFrame(draft: IntranetDraft): Markup {
  return html`<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>正文</title><style>${raw(EDITOR_STYLE)}</style></head>
<body contenteditable="true" spellcheck="false">${paragraphs(draft.text)}</body></html>`
}

function textarea(draft: IntranetDraft): Markup {
  return html`<form method="post" action="/intranet/drafts/${draft.id}"><table class="form"><tbody>
<tr><th>文件标题</th><td><input name="title" value="${draft.title}" readonly></td></tr>
<tr><th>起草单位</th><td>${draft.unit}</td></tr>
<tr><th>正文</th><td><textarea name="text" rows="26">${draft.text}</textarea></td></tr></tbody></table>
<div class="bar"><button>保存正文</button></div></form>`
}

/** Where the text of a draft that is shown as a page is changed. */
export function editPage(draft: IntranetDraft): Markup {
  const fields = draft.rows
    ? draft.text.split('\n').map((line) => html`<textarea name="text" rows="3">${line}</textarea>`)
    : html`<textarea name="text" rows="30">${draft.text}</textarea>`
  return layout(
    `修改 ${draft.title}`,
    '待办公文',
    html`<h2>修改正文：${draft.title}</h2><form method="post" action="/intranet/drafts/${draft.id}">${fields}
<div class="bar"><button>保存正文</button><a class="btn" href="/intranet/drafts/${draft.id}">取消</a></div></form>`,
  )
}
