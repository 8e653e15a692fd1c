import { readFileSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { type DocumentKind, parseDocument, reparseDocument } from '@hongxian/shared/document'
import { checkDocument, compileRuleSet, recheckDocument, runCheck } from '@hongxian/shared/rule'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadRuleSet } from './index.ts'

const AS_OF = '2026-11-20'
const readLines = (file: string): { text: string }[] =>
  readFileSync(new URL(`../../../test/corpus/${file}`, import.meta.url), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { text: string })
const drafts = readLines('drafts/drafts.jsonl').map(({ text }) => text)
const passages = [...readLines('cases/special.jsonl'), ...readLines('cases/normative.jsonl')].map(({ text }) => text)

/** What writers type, and what hangs together over clauses: references, defined names, days, sums, names of organs. */
const WORDS = [
  ...['等', '，', '。', '；', '：', '\n', '\n\n', ' ', '　', '“', '”', '（', '）', '《', '》'],
  ...['不得', '应当', '未经', '备案', '复议', '同时废止', '本办法', '统一由', '五日', '三十日内', '12', '10%', '罚'],
  ...['依据《中华人民共和国行政许可法》第十七条', '《办法》第三条', '（以下简称《办法》）', '该办法', '行政处罚法'],
  ...['第三条', '第十条　', '第二章　总则', '（一）', '一、', '前款', '本条第三款', '附则', '附件1', '附件：', '2.'],
  ...['2026年3月5日', '自2020年1月1日起施行', '至2030年12月31日止', '有效期六年', '2月30日', '印发2026年3月1日'],
  ...['罚款五万元', '处一万元以上三万元以下罚款', '县工商局', '某某〔2019〕5号', '政发[2020]03号'],
  ...['由某某中心制定并发布', '申报截止2026年2月1日', '某县人民政府\n2026年10月28日'],
]
/** Title, numbers of clauses, defined names, days and sums, 附则, the ends of clauses. */
const JOINTS = /第[一二三四五六七八九十]+条|以下简称|\d{4}年|元|附件|附则|《|》|（|废止|施行|。|\n/g

const NUMERAL = /[一二三四五六七八九十百]+|\d+/
const NUMERALS = ['一', '二', '三', '五', '十', '十二', '三十', '1', '3', '15', '2026', '5000']

/** `place` is 0–1; near the head, near the foot, at a joint, or anywhere. */
const edit = fc.record({
  kind: fc.constantFrom(
    ...(['insert', 'insert', 'insert', 'replace', 'delete', 'cut', 'split', 'join', 'passage'] as const),
    ...(['add-line', 'strike-line', 'strike-line', 'move-line', 'move-line', 'number', 'number'] as const),
  ),
  where: fc.constantFrom('head', 'foot', 'joint', 'joint', 'anywhere'),
  place: fc.noBias(fc.nat(9999)).map((part) => part / 10_000),
  size: fc.nat(7),
  word: fc.constantFrom(...WORDS),
  passage: fc.nat(passages.length - 1),
})
type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never

function placeOf({ where, place, size }: Edit, text: string): number {
  if (where === 'head') return Math.floor(place * Math.min(80, text.length))
  if (where === 'foot') return text.length - Math.floor(place * Math.min(200, text.length))
  const anywhere = Math.floor(place * text.length)
  if (where === 'anywhere') return anywhere
  JOINTS.lastIndex = anywhere
  const joint = JOINTS.exec(text)
  return joint === null ? anywhere : Math.min(text.length, Math.max(0, joint.index + (size % 5) - 2))
}

function applyEdit(one: Edit, text: string): string {
  const at = placeOf(one, text)
  const put = (words: string, removed = 0) => text.slice(0, at) + words + text.slice(at + removed)
  switch (one.kind) {
    case 'insert':
      return put(one.word)
    case 'replace':
      return put(one.word, 1 + one.size)
    case 'delete':
      return put('', 1 + one.size)
    case 'cut':
      return put('', one.size * 16)
    case 'split':
      return put('\n')
    case 'passage':
      return put(passages[one.passage]!)
    case 'add-line': {
      const line = text.lastIndexOf('\n', at - 1) + 1
      return `${text.slice(0, line)}${one.word}${passages[one.passage]!}\n${text.slice(line)}`
    }
    case 'strike-line': {
      const newline = text.indexOf('\n', at)
      return text.slice(0, text.lastIndexOf('\n', at - 1) + 1) + (newline < 0 ? '' : text.slice(newline + 1))
    }
    case 'move-line': {
      const lines = text.split('\n')
      const [moved] = lines.splice(text.slice(0, at).split('\n').length - 1, 1)
      lines.splice((one.passage + one.size) % (lines.length + 1), 0, moved!)
      return lines.join('\n')
    }
    case 'number':
      return text.slice(0, at) + text.slice(at).replace(NUMERAL, () => NUMERALS[one.passage % NUMERALS.length]!)
    case 'join': {
      const newline = text.indexOf('\n', at)
      return newline < 0 ? text : text.slice(0, newline) + text.slice(newline + 1)
    }
  }
}

const KINDS: readonly DocumentKind[] = ['normative', 'normative', 'enforcement', 'decision', 'contract', 'other']

describe('recheckDocument', () => {
  let ruleSet: ReturnType<typeof compileRuleSet>
  beforeAll(async () => {
    ruleSet = compileRuleSet(await loadRuleSet())
  }, 60_000)

  it('finds after any edits what a full check finds', () => {
    const session = fc.record({
      start: fc.oneof(
        fc.nat(drafts.length - 1).map((draft) => drafts[draft]!),
        fc
          .array(fc.nat(passages.length - 1), { minLength: 3, maxLength: 9 })
          .map((list) => list.map((passage, i) => `第${i + 1}条　${passages[passage]}`).join('\n')),
      ),
      kind: fc.constantFrom(...KINDS),
      isReadOn: fc.boolean(),
      edits: fc.array(edit, { minLength: 1, maxLength: 5 }),
    })
    fc.assert(
      fc.property(session, ({ start, kind, isReadOn, edits }) => {
        const options = { kind, issuerLevel: '县' } as const
        let text = start
        let document = parseDocument(text, options)
        let run = runCheck(document, ruleSet, { asOf: AS_OF })
        for (const one of edits) {
          text = applyEdit(one, text)
          document = isReadOn ? reparseDocument(document, text, options) : parseDocument(text, options)
          run = recheckDocument(run, document, ruleSet, { asOf: AS_OF })
          expect(run.findings).toEqual(checkDocument(parseDocument(text, options), ruleSet, { asOf: AS_OF }))
        }
      }),
      { numRuns: 90 },
    )
  }, 90_000)

  it('holds no more memory however long somebody types', () => {
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    let text = drafts[0]!
    let document = parseDocument(text, { kind: 'normative' })
    let run = runCheck(document, ruleSet, { asOf: AS_OF })
    const type = (count: number): number => {
      for (let i = 0; i < count; i++) {
        const at = text.indexOf('，', (i * 37) % (text.length >> 1))
        // Typed and taken back: the text stays as long as it was.
        for (const edited of [`${text.slice(0, at)}等${text.slice(at)}`, text]) {
          document = reparseDocument(document, edited)
          run = recheckDocument(run, document, ruleSet, { asOf: AS_OF })
        }
        text = document.text
      }
      collect()
      return process.memoryUsage().heapUsed
    }
    const before = type(60)
    expect(type(120) - before).toBeLessThan(4 * 2 ** 20)
  }, 60_000)
})
