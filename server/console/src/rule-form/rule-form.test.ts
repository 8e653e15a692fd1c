import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readRuleFile } from '@hongxian/shared/rule'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { choiceOf, joinFrame, sayFrame, splitFrame } from './frame.ts'
import { contentOf, rowOf, shapeOfPattern, writeRow } from './pattern-shape.ts'
import { addRule, blankRule, changeRule, moveRule, removeRule } from './rule-file.ts'
import { unshownOf } from './unshown.ts'
import { getIn, isValues, type Path, removeIn, setIn, type Values } from './value.ts'
import { isSame, writeYaml } from './write-yaml.ts'

const PACKS = join(import.meta.dirname, '../../../../shared/rules')
const files = ['normative', 'competition', 'enforcement', 'contract', 'decision'].flatMap((pack) =>
  readdirSync(join(PACKS, pack))
    .filter((name) => name.endsWith('.yaml') && name !== 'pack.yaml')
    .map((name) => {
      const text = readFileSync(join(PACKS, pack, name), 'utf8')
      const value = parse(text) as Values & { readonly 规则: readonly Values[] }
      return { name, text, value, rules: value.规则 }
    }),
)
const rules = files.flatMap((file) => file.rules)

/** Every built-in rule as it is typed, in a file of its own. */
const alone = files.flatMap(({ text, rules }) => {
  const list = text.slice(text.indexOf('\n规则:\n') + '\n规则:\n'.length)
  const starts = [...list.matchAll(/^ {2}- 编号:/gm)].map(({ index }) => index)
  expect(starts.length).toBe(rules.length)
  return starts.map((start, i) => `审核事项: set.fee\n名称: 收费\n规则:\n${list.slice(start, starts[i + 1])}`)
})

/** What the engine makes of a value under 匹配; one of one is that one. */
const patternOf = (value: unknown) => {
  const file = { 审核事项: 'set.fee', 名称: '收费', 规则: [{ 编号: 'a', 匹配: value }] }
  return simple(readRuleFile(file, 'office/set.fee').rules[0]?.pattern)
}
const simple = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(simple)
  if (!isValues(value)) return value
  if (value.kind === 'any' && (value.of as unknown[]).length === 1) return simple((value.of as unknown[])[0])
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, simple(one)]))
}

/** Every place of a value, with what stands there. */
function* places(value: unknown, path: Path = []): Generator<[Path, unknown]> {
  yield [path, value]
  if (Array.isArray(value)) for (const [i, one] of value.entries()) yield* places(one, [...path, i])
  else if (isValues(value)) for (const [key, one] of Object.entries(value)) yield* places(one, [...path, key])
}

/** Lines of `b` that are not in `a`, and the other way round, in order. */
function changedLines(a: string, b: string): { gone: string[]; come: string[] } {
  const left = a.split('\n')
  const right = b.split('\n')
  let head = 0
  while (head < left.length && left[head] === right[head]) head++
  let tail = 0
  while (tail < Math.min(left.length, right.length) - head && left.at(-1 - tail) === right.at(-1 - tail)) tail++
  return { gone: left.slice(head, left.length - tail), come: right.slice(head, right.length - tail) }
}

/** Always the same numbers below `limit`. */
function numbers(seed: number): (limit: number) => number {
  let state = seed
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state % limit
  }
}

describe('the form of a rule', () => {
  it('writes every built-in file back byte for byte when nothing is touched', () => {
    for (const { name, text, value } of files) expect(writeYaml(text, structuredClone(value)) === text, name).toBe(true)
  })

  it('changes nothing but what is touched, in every built-in rule', () => {
    const place = { file: 'set.fee.yaml', index: 0 }
    for (const [i, text] of alone.entries()) {
      const rule = rules[i] as Values
      const draft = [{ name: place.file, text }]
      const [changed] = changeRule(draft, place, ['说明'], `${rule.说明}（本市）`)
      const { gone, come } = changedLines(text, changed?.text ?? '')
      expect([gone.length, come.length], String(rule.编号)).toEqual([1, 1])
      expect(come[0]).toContain('（本市）')
      const end = (getIn(rule, ['示例', '不应发现']) as unknown[]).length
      const [longer] = changeRule(draft, place, ['示例', '不应发现', end], '新增的一句。')
      expect(changedLines(text, longer?.text ?? ''), String(rule.编号)).toEqual({
        gone: [],
        come: [expect.stringContaining('- 新增的一句。')],
      })
    }
  })

  it('keeps data and comments whatever is changed, taken away or added', () => {
    const next = numbers(7)
    const comments = (text: string) => text.match(/(^|\s)#.*$/gm)?.length ?? 0
    for (const text of alone) {
      const value = parse(text)
      const all = [...places(value)].filter(([path]) => path.length > 2)
      const [path, old] = all[next(all.length)] as [Path, unknown]
      const last = path.at(-1)
      const changes = [
        () => setIn(value, path, '改‹4›成【这样｜那样】: 的'),
        () => removeIn(value, path),
        () => (typeof last === 'number' ? setIn(value, path, { 同句: [old, '另'] }) : setIn(value, path, ['甲', old])),
        () => setIn(value, [...path.slice(0, -1), typeof last === 'number' ? last + 1 : '新键'], '新'),
      ]
      const wanted = JSON.parse(JSON.stringify(changes[next(changes.length)]?.()))
      const written = writeYaml(text, wanted)
      expect(isSame(parse(written), wanted), `${path.join(' ')}\n${text}`).toBe(true)
      expect(comments(written)).toBeGreaterThanOrEqual(comments(text) - 3)
    }
  })

  it('reads every row and says it again in the words of the language', () => {
    let rows = 0
    for (const [, value] of rules.flatMap((rule) => [...places(rule.匹配), ...places(rule.除非)])) {
      const row = typeof value === 'string' || isValues(value) ? rowOf(value) : null
      if (!row || String(value).trim() === '') continue
      rows++
      expect(patternOf(writeRow(row)), JSON.stringify(value)).toEqual(patternOf(value))
    }
    expect(rows).toBeGreaterThan(20_000)
  })

  it('shows more than nine in ten of the built-in rules whole', () => {
    const whole = rules.filter((rule) => unshownOf(rule).length === 0)
    const programs = rules.filter((rule) => JSON.stringify([rule.匹配, rule.除非]).includes('"程序"'))
    console.log(`${whole.length} of ${rules.length} shown whole, ${programs.length} by a program`)
    expect(whole.length / rules.length).toBeGreaterThan(0.9)
    // Nothing but programs is left to the text.
    for (const rule of rules)
      for (const path of unshownOf(rule))
        expect(shapeOfPattern(getIn(rule, path)), `${rule.编号} ${path.join(' ')}`).toMatchObject({
          program: expect.any(String),
        })
  })
})

describe('a frame', () => {
  it.each([
    ['未经备案…不得', ['未经备案', '不得'], [0, null]],
    ['〔未做〕‹8›【备案｜登记】的?', ['〔未做〕', '备案', '登记', '的'], [0, 8, 0]],
    ['经营的?【甲|乙‹3›丙】', ['经营', '的', '甲', '乙‹3›丙'], [0, 0, 0]],
  ])('%s is taken apart', (frame, choices, gaps) => {
    const parts = splitFrame(frame) ?? []
    expect(parts.flatMap((part) => part.choices)).toEqual(choices)
    expect(parts.map(({ gap }) => gap)).toEqual(gaps)
    expect(patternOf(joinFrame(parts))).toEqual(patternOf(frame))
  })

  it.each(['', '…备案', '备案‹›', '【备案', '备案】', '〔头〕', '甲‹999›乙'])('%s is none', (frame) => {
    expect(splitFrame(frame)).toBeNull()
  })

  it('keeps words apart that would run together', () => {
    const part = (word: string, isOptional = false) => ({ gap: 0, choices: [word], isOptional })
    expect(joinFrame([part('未经'), part('备案')])).toBe('未经【备案】')
    expect(joinFrame([part('备案'), part('登记', true)])).toBe('备案【登记】?')
    expect(joinFrame([part('备案'), part('的', true), part('企业')])).toBe('备案的?企业')
  })

  it('is said in plain words', () => {
    expect(sayFrame('由‹16›【公司｜中心】‹4›负责')).toBe('由…［公司／中心］…负责')
    expect(choiceOf('〔金额〕')).toEqual({ kind: 'number', name: '金额' })
    expect(choiceOf('〔事前手续〕')).toEqual({ kind: 'lexicon', name: '事前手续' })
    expect(contentOf(['备案', '登记'])).toEqual({ kind: 'choices', choices: ['备案', '登记'] })
  })
})

describe('rules in the files of an office', () => {
  const fee = { code: 'set.fee', name: '违法设定收费' }
  const FILE = `# 本局
审核事项: set.fee
名称: 违法设定收费
级别: 不当   # 各条相同
规则:
  # 押金
  - 编号: deposit
    匹配: [押金, 保证金]   # 两个词
    示例: { 应发现: [收取押金。] }
`
  const draft = [{ name: 'set.fee.yaml', text: FILE }]
  const place = { file: 'set.fee.yaml', index: 0 }

  it('are begun in a file of their 审核事项, and taken away with it', () => {
    const begun = addRule([], fee, blankRule)
    expect(begun.place).toEqual(place)
    expect(begun.files[0]?.text).toMatch(
      /^审核事项: set\.fee\n名称: 违法设定收费\n规则:\n {2}- 编号: rule-1\n {4}说明: ""\n/,
    )
    expect(parse(begun.files[0]?.text ?? '').规则).toEqual([blankRule('rule-1')])
    expect(removeRule(begun.files, place)).toEqual([])
  })

  it('leave a file alone that cannot be read, and go on in one that has none yet', () => {
    const broken = [{ name: 'set.fee.yaml', text: '审核事项: set.fee\n规则: [' }]
    expect(addRule(broken, fee, blankRule).files).toBe(broken)
    expect(changeRule(broken, place, ['说明'], '改')).toBe(broken)
    const both = [{ name: 'set.levy.yaml', text: FILE }, ...broken]
    expect(moveRule(both, { file: 'set.levy.yaml', index: 0 }, fee).files).toBe(both)
    const begun = [{ name: 'set.fee.yaml', text: '# 本局\n审核事项: set.fee\n名称: 收费\n规则:\n' }]
    const text = addRule(begun, fee, blankRule).files[0]?.text ?? ''
    expect(text.startsWith('# 本局\n')).toBe(true)
    expect(parse(text).规则).toEqual([blankRule('rule-1')])
  })

  it('are added behind the others', () => {
    const { files, place: added } = addRule(draft, fee, blankRule)
    expect(added.index).toBe(1)
    expect(files[0]?.text.startsWith(FILE)).toBe(true)
    expect(removeRule(files, added)).toEqual(draft)
  })

  it('go to another 审核事项 with what their file said for all', () => {
    const { files } = moveRule(draft, place, { code: 'set.levy', name: '摊派' })
    expect(files.map(({ name }) => name)).toEqual(['set.levy.yaml'])
    expect(parse(files[0]?.text ?? '').规则[0]).toMatchObject({ 级别: '不当', 匹配: ['押金', '保证金'] })
  })

  it('are changed where they are touched, comments kept', () => {
    const [words] = changeRule(draft, place, ['匹配', 2], '定金')
    expect(words?.text).toBe(FILE.replace('[押金, 保证金] ', '[押金, 保证金, 定金] '))
    const [fewer] = changeRule(draft, place, ['匹配', 0], undefined)
    expect(fewer?.text).toBe(FILE.replace('[押金, 保证金]', '[保证金]'))
    const [said] = changeRule(draft, place, ['说明'], '收取押金')
    expect(said?.text).toBe(FILE.replace('deposit\n', 'deposit\n    说明: 收取押金\n'))
    const [row] = changeRule(draft, place, ['匹配'], { 任一: [['押金', '保证金']], 主体: '相对人' })
    expect(parse(row?.text ?? '').规则[0].匹配).toEqual({ 任一: [['押金', '保证金']], 主体: '相对人' })
    expect(row?.text).toContain('# 两个词')
    const [unless] = changeRule(draft, place, ['除非'], [{ 同句: '自愿' }])
    expect(unless?.text).toBe(FILE.replace('# 两个词\n', '# 两个词\n    除非:\n      - 同句: 自愿\n'))
    expect(row?.text).toContain('  # 押金\n')
  })
})
