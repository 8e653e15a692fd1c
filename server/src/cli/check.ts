import { parseArgs } from 'node:util'
import { DOCUMENT_KINDS, ISSUER_LEVELS, type ParsedDocument, parseDocument } from '@hongxian/shared/document'
import { checkDocument, type Finding, type RuleSet } from '@hongxian/shared/rule'
import { isCalendarDay } from '@hongxian/shared/text'
import { compileSound, formatProblem, readRuleSet, updatedReference } from '../rule-pack/index.ts'
import { parseKind, parseLevel, refuseValues, today } from './check-options.ts'
import { dataFolder } from './data-folder.ts'
import { formatFindings } from './format-findings.ts'
import { numberedLines, writeLine } from './json-lines.ts'
import { readTextFile } from './read-text-file.ts'

const HELP = `用法：
  hongxian check 文件… [选项]      审核文本文件（标准输入写 -）
  hongxian check --jsonl           从标准输入逐行读 {"id","text",…}，逐行输出发现

选项：
  --kind     文种：auto（默认，从文本识别）、${DOCUMENT_KINDS.join('、')}
  --issuer   发文机关层级：${ISSUER_LEVELS.join('、')}
  --as-of    按哪一天有效的法律审核，YYYY-MM-DD，默认今天
  --fragment 文本是节选：不报整份文件才谈得上的缺失
  --format   text（默认）或 json
  --layer    叠加本单位规则包的目录
  --no-reader 只用规则，不用第二读者（案例比对）
  --lenient  规则文件有误时跳过有误的规则，用其余的审核（修改规则时用）

退出码：0 没有发现，1 有发现，2 不能审核`

interface Settings {
  readonly kind: ReturnType<typeof parseKind>
  readonly issuer: ReturnType<typeof parseLevel>
  readonly asOf: string
  readonly fragment: boolean
}

/** `hongxian check` */
export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      kind: { type: 'string' },
      issuer: { type: 'string' },
      'as-of': { type: 'string' },
      fragment: { type: 'boolean' },
      format: { type: 'string' },
      jsonl: { type: 'boolean' },
      layer: { type: 'string' },
      lenient: { type: 'boolean' },
      'no-reader': { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help === true) {
    console.log(HELP)
    return 0
  }
  const refusal = refuse(values, positionals)
  if (refusal !== null) {
    console.error(refusal)
    return 2
  }
  const loaded = await load(values.layer, values.lenient === true || process.env.HONGXIAN_LENIENT === '1')
  if (loaded === null) return 2
  const ruleSet = values['no-reader'] === true ? { ...loaded, reader: null } : loaded
  const settings: Settings = {
    kind: parseKind(values.kind),
    issuer: parseLevel(values.issuer),
    asOf: values['as-of'] ?? today(),
    fragment: values.fragment === true,
  }
  if (values.jsonl === true) return checkLines(ruleSet, settings)
  return checkFiles(positionals, ruleSet, settings, values.format === 'json')
}

function refuse(
  values: { kind?: string; issuer?: string; 'as-of'?: string; format?: string; jsonl?: boolean },
  files: readonly string[],
): string | null {
  const refusal = refuseValues(values)
  if (refusal !== null) return refusal
  if (values.format !== undefined && values.format !== 'text' && values.format !== 'json')
    return '--format 只能是 text 或 json'
  if (values.jsonl !== true && files.length === 0) return HELP
  return null
}

async function load(layer: string | undefined, isLenient: boolean): Promise<RuleSet | null> {
  const { ruleSet, problems } = compileSound(
    await readRuleSet(undefined, {
      ...(await updatedReference(dataFolder({}))),
      ...(layer === undefined ? {} : { layer }),
    }),
  )
  const errors = problems.filter(({ isWarning }) => !isWarning)
  if (errors.length === 0) return ruleSet
  const head = isLenient ? '规则文件有误，有误的规则没有使用：' : '规则文件有误，不能审核：'
  console.error(`${head}\n${errors.map(formatProblem).join('\n')}`)
  return isLenient ? ruleSet : null
}

function parse(text: string, settings: Settings): ParsedDocument {
  return parseDocument(text, {
    ...(settings.kind === null ? {} : { kind: settings.kind }),
    ...(settings.issuer === null ? {} : { issuerLevel: settings.issuer }),
    fragment: settings.fragment,
  })
}

async function checkFiles(
  files: readonly string[],
  ruleSet: RuleSet,
  settings: Settings,
  asJson: boolean,
): Promise<number> {
  let worst = 0
  for (const file of files) {
    const text = await readTextFile(file)
    if (text === null) {
      worst = 2
      continue
    }
    const document = parse(text, settings)
    const findings = checkDocument(document, ruleSet, { asOf: settings.asOf })
    if (findings.length > 0 && worst === 0) worst = 1
    if (asJson) console.log(JSON.stringify({ file, kind: document.kind, issuer_level: document.issuerLevel, findings }))
    else console.log(formatFindings(file, document, findings, process.stdout.isTTY === true))
  }
  return worst
}

/** One answer a line, in the order of the questions; a line that cannot be read answers with an error and the rest go on. */
async function checkLines(ruleSet: RuleSet, settings: Settings): Promise<number> {
  let worst = 0
  for await (const { line } of numberedLines(process.stdin)) {
    const answer = answerLine(line, ruleSet, settings)
    if ('error' in answer) worst = 2
    else if (answer.findings.length > 0 && worst === 0) worst = 1
    await writeLine(answer)
  }
  return worst
}

type Answer =
  | { readonly id: unknown; readonly findings: readonly Finding[] }
  | { readonly id: unknown; readonly findings: []; readonly error: string }

function answerLine(line: string, ruleSet: RuleSet, settings: Settings): Answer {
  let request: Record<string, unknown>
  try {
    request = JSON.parse(line) as Record<string, unknown>
  } catch {
    return { id: null, findings: [], error: '这一行不是 JSON' }
  }
  const id = request?.id ?? null
  if (typeof request?.text !== 'string') return { id, findings: [], error: '缺少 text' }
  const asOf = request.as_of || settings.asOf
  if (!isCalendarDay(asOf)) return { id, findings: [], error: 'as_of 写日期，如 2026-11-20' }
  const document = parse(request.text, {
    kind: parseKind(request.doc_type) ?? settings.kind,
    issuer: parseLevel(request.issuer_level) ?? settings.issuer,
    asOf: settings.asOf,
    fragment: typeof request.fragment === 'boolean' ? request.fragment : settings.fragment,
  })
  return { id, findings: checkDocument(document, ruleSet, { asOf }) }
}
