import { parseArgs } from 'node:util'
import {
  CHANGE_NAMES,
  type ClauseChange,
  type DocumentDiff,
  describeSubstantive,
  diffDocuments,
  type TextRun,
} from '@hongxian/shared/diff'
import { parseDocument } from '@hongxian/shared/document'
import { readTextFile } from './read-text-file.ts'

const HELP = `用法：hongxian diff 旧稿 新稿 [--format text|json]

比对两个稿次，逐条列出变动：新增、删去、拆分、合并、修改、移动、改号。
  --format text   供阅读（默认）；在终端上以颜色区分删去和增加的文字
  --format json   供程序使用；每条一项，没有条的文件以最低一级标题为单位
  --all           文本格式中一并列出没有变动的条
退出码：0 已比对，2 未能比对`

/** @returns exit code: 0 compared, 2 a file could not be read */
export async function run(args: readonly string[]): Promise<number> {
  const parsed = readArguments(args)
  if (typeof parsed === 'number') return parsed
  const texts = await Promise.all(parsed.files.map(readTextFile))
  const [before, after] = texts
  if (before === null || before === undefined || after === null || after === undefined) return 2
  const diff = diffDocuments(parseDocument(before), parseDocument(after))
  if (parsed.format === 'json') console.log(JSON.stringify(toJson(diff)))
  else console.log(renderDiff(diff, before, after, { colour: process.stdout.isTTY === true, all: parsed.all }))
  return 0
}

function readArguments(args: readonly string[]): { files: string[]; format: 'text' | 'json'; all: boolean } | number {
  const options = {
    format: { type: 'string', default: 'text' },
    all: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  } as const
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
  if (values.help) {
    console.log(HELP)
    return 0
  }
  if (positionals.length !== 2) return complain(`要两个文件：旧稿和新稿，收到 ${positionals.length} 个。`)
  if (values.format !== 'text' && values.format !== 'json')
    return complain(`没有“${values.format}”这种格式，可用 text 或 json。`)
  return { files: positionals, format: values.format, all: values.all }
}

function complain(sentence: string): number {
  console.error(`${sentence}\n\n${HELP}`)
  return 2
}

function toJson(diff: DocumentDiff): object {
  const row = ({ kind, before, after, edited, moved, renumbered, typographic, substantive, unit }: ClauseChange) => ({
    kind,
    before,
    after,
    edited,
    moved,
    renumbered,
    typographic,
    unit,
    substantive,
  })
  return {
    changes: diff.changes.map(row),
    frame: diff.frame.filter((change) => change.kind !== 'kept').map(row),
  }
}

interface Style {
  readonly colour: boolean
  readonly all: boolean
}

/** The whole comparison for a reader: a tally, then one entry a change, the redline below it. */
export function renderDiff(diff: DocumentDiff, before: string, after: string, style: Style): string {
  const paint = painter(style.colour)
  const shown = (changes: readonly ClauseChange[]) =>
    changes.filter((change) => style.all || change.kind !== 'kept' || change.typographic)
  const frame = shown(diff.frame).map((change) => renderChange(change, before, after, paint))
  const clauses = renderClauses(shown(diff.changes), before, after, paint)
  const sections = [tally(diff.changes), ...frame, ...clauses]
  return frame.length + clauses.length === 0 ? '两个稿次没有变动。' : sections.join('\n\n')
}

/** Runs of mere renumbering are one line: an inserted article must not bury the rest. */
function renderClauses(changes: readonly ClauseChange[], before: string, after: string, paint: Painter): string[] {
  const entries: string[] = []
  for (let n = 0; n < changes.length; ) {
    let end = n
    while (changes[end]?.kind === 'renumbered' && !changes[end]!.typographic) end++
    const [first, last] = [changes[n]!, changes[end - 1]]
    if (last && end - n > 1) {
      entries.push(
        `${paint.name('改号')}  ${first.before[0]}至${last.before[0]} → ${first.after[0]}至${last.after[0]}（${end - n} 条，文字未变）`,
      )
      n = end
    } else {
      entries.push(renderChange(first, before, after, paint))
      n++
    }
  }
  return entries
}

function tally(changes: readonly ClauseChange[]): string {
  const counts = new Map<string, number>()
  for (const { kind } of changes) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  const parts = Object.entries(CHANGE_NAMES).flatMap(([kind, name]) =>
    counts.has(kind) ? [`${name} ${counts.get(kind)}`] : [],
  )
  return `共比对 ${changes.length} 处：${parts.join('，')}`
}

interface Painter {
  readonly name: (text: string) => string
  readonly deleted: (text: string) => string
  readonly inserted: (text: string) => string
  readonly faint: (text: string) => string
}

function painter(colour: boolean): Painter {
  const wrap = (open: string, close: string) => (text: string) =>
    text
      .split('\n')
      .map((line) => (line === '' ? line : `\u001b[${open}m${line}\u001b[${close}m`))
      .join('\n')
  return colour
    ? { name: wrap('1', '22'), deleted: wrap('31;9', '39;29'), inserted: wrap('32;4', '39;24'), faint: wrap('2', '22') }
    : {
        name: (text) => text,
        deleted: (text) => `[-${text}-]`,
        inserted: (text) => `{+${text}+}`,
        faint: (text) => text,
      }
}

function renderChange(change: ClauseChange, before: string, after: string, paint: Painter): string {
  const lines = [`${paint.name(nameOf(change))}  ${placeOf(change)}`]
  if (change.substantive.length > 0) lines.push(`  要点：${change.substantive.map(describeSubstantive).join('；')}`)
  const body = bodyOf(change, before, after, paint)
  if (body !== '') lines.push(indent(body))
  return lines.join('\n')
}

function nameOf(change: ClauseChange): string {
  const names: string[] = change.typographic ? ['标点格式'] : [CHANGE_NAMES[change.kind]]
  if (change.typographic && change.renumbered) names.push('改号')
  if (change.rewritten) names.push('重写')
  if (change.moved && names[0] !== '移动') names.push('移动')
  return names.join('、')
}

function placeOf({ before, after }: ClauseChange): string {
  const name = (labels: readonly string[]) => labels.filter((label) => label !== '').join('、')
  const [from, to] = [name(before), name(after)]
  return from === to || to === '' || from === '' ? from || to : `${from} → ${to}`
}

function bodyOf(change: ClauseChange, before: string, after: string, paint: Painter): string {
  const { kind, spansA, spansB, runs } = change
  if (kind === 'added') return spansB.map((span) => paint.inserted(after.slice(span.start, span.end))).join('\n')
  if (kind === 'removed') return spansA.map((span) => paint.deleted(before.slice(span.start, span.end))).join('\n')
  const isNumberOnly = !change.edited && !change.typographic
  return isNumberOnly
    ? ''
    : runs.map((run) => paintRun(run, before, after, paint, change.edited && !change.typographic)).join('')
}

function paintRun(run: TextRun, before: string, after: string, paint: Painter, hidesShapes: boolean): string {
  // Width and shape are shown only where nothing else changed.
  if (run.typographic && hidesShapes) return run.kind === 'deleted' ? '' : after.slice(run.b.start, run.b.end)
  if (run.kind === 'deleted') return paint.deleted(before.slice(run.a.start, run.a.end))
  const words = after.slice(run.b.start, run.b.end)
  return run.kind === 'inserted' ? paint.inserted(words) : shorten(words, paint)
}

/** Long stretches that did not change are cut in the middle: the eye looks for what did. */
const SHOWN_WHOLE = 60
const SHOWN_EACH_SIDE = 24

function shorten(words: string, paint: Painter): string {
  if (words.length <= SHOWN_WHOLE) return words
  return `${sliceWhole(words, 0, SHOWN_EACH_SIDE)}${paint.faint('……')}${sliceWhole(words, words.length - SHOWN_EACH_SIDE, words.length)}`
}

/** A slice that never cuts a surrogate pair: it is widened by one unit instead. */
function sliceWhole(text: string, start: number, end: number): string {
  const isLow = (at: number) => at < text.length && (text.charCodeAt(at) & 0xfc00) === 0xdc00
  return text.slice(isLow(start) ? start - 1 : start, isLow(end) ? end + 1 : end)
}

function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n')
}
