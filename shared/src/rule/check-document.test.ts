import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DocumentKind, parseDocument } from '../document/index.ts'
import { checkDocument } from './check-document.ts'
import { runCheck } from './check-run.ts'
import { compileRuleSet } from './compile-rule-set.ts'
import { explainRule } from './explain-rule.ts'
import { Problems } from './place.ts'
import { readExceptions, readLexicons, readRuleFile } from './read-rule-file.ts'
import { recheckDocument } from './recheck-document.ts'
import type { RuleSetSource } from './rule-set-source.ts'

const AS_OF = '2026-11-20'
const AUTHORITY = [
  { 法律: '中华人民共和国行政许可法', 版本: '2019-04-23', 条款: '第十七条', 要旨: '规范性文件不得设定许可' },
]
const LEXICONS = {
  未做: ['未经', '未办理'],
  手续: ['备案', '登记'],
  不利: ['不得', '不予', '〔禁止〕'],
  禁止: ['严禁', '禁止'],
  相对人: ['企业', '个人'],
  行政机关: ['市场监管局', '政府'],
  下级机关: ['各乡镇'],
  介词: ['对', '向'],
}

function readRules(...rules: Record<string, unknown>[]) {
  const file = readRuleFile(
    {
      // Forms are marked to the character.
      审核事项: 'form.number',
      名称: '测试',
      级别: '违法',
      依据: AUTHORITY,
      规则: rules.map((rule, i) => ({
        编号: `r${i + 1}`,
        说明: '测试',
        提示: '“{命中}”不妥。',
        建议: '删去。',
        示例: { 应发现: ['甲'], 不应发现: ['乙'] },
        ...rule,
      })),
    },
    'test/form.number',
  )
  expect(file.problems.filter(({ isWarning }) => !isWarning)).toEqual([])
  return file.rules
}

function ruleSetOf(rules: RuleSetSource['rules'], exceptions: unknown[] = []) {
  const problems = new Problems()
  const source: RuleSetSource = {
    digest: '',
    engine: 1,
    packs: [],
    lexicons: readLexicons(LEXICONS, [], problems),
    exceptions: exceptions.length === 0 ? [] : readExceptions(exceptions, problems),
    rules,
    reference: { laws: [] },
  }
  expect(problems.all).toEqual([])
  return compileRuleSet(source)
}

function found(
  rule: Record<string, unknown>,
  text: string,
  kind: DocumentKind = 'normative',
  exceptions: unknown[] = [],
) {
  const ruleSet = ruleSetOf(readRules(rule), exceptions)
  const document = parseDocument(text, { kind, fragment: true })
  return checkDocument(document, ruleSet, { asOf: AS_OF }).map(({ start, end }) => text.slice(start, end))
}

describe('patterns', () => {
  it.each([
    ['a frame', '〔未做〕‹4›〔手续〕…〔不利〕', '企业未经县局备案的，一律不得开工。', ['未经县局备案的，一律不得']],
    ['a gap too wide', '〔未做〕‹1›〔手续〕', '未经县局备案', []],
    ['nothing across sentences', '〔未做〕‹9›〔手续〕', '未经同意。备案另行办理。', []],
    ['half-width punctuation', '备案，不得', '未经备案,不得开工', ['备案,不得']],
    ['the nearest left part', '企业…不得', '企业、企业不得开工', ['企业不得']],
    ['an optional part', '未经〔行政机关〕?备案', '未经政府备案，未经备案', ['未经政府备案', '未经备案']],
    ['the gaps of an optional part left out', '未经‹2›【书面】?‹2›备案', '未经县里镇里备案', ['未经县里镇里备案']],
    ['the end of a phrase', { 依次: ['备案', { 间隔: 0 }, '〔尾〕'] }, '备案后报告，应当备案。', ['备案']],
    ['all in any order', { 同现: ['奖励', '税收'] }, '税收按比例奖励。', ['税收按比例奖励']],
    [
      'a gap without a word',
      { 依次: ['未经', { 间隔: 20, 不含: ['可以'] }, '不得'] },
      '未经同意可以经营，不得外传。',
      [],
    ],
    ['a greater amount', { 依次: ['罚款', { 金额: { 大于: 1000 } }] }, '罚款500元，罚款2000元。', ['罚款2000元']],
    ['a term in days', { 期限: { 大于: 30, 单位: '日' } }, '二十日内、六十日内、两个月内', ['六十日', '两个月']],
    [
      'an exception beside a pattern',
      { 任一: ['保证金'], 除非: ['投标保证金'] },
      '缴纳投标保证金。缴纳保证金。',
      ['保证金'],
    ],
    [
      'a matcher among others',
      { 任一: [{ 程序: 'impossible-date' }, '备案'] },
      '自2月30日起备案。',
      ['2月30日', '备案'],
    ],
    ['a literal with marks', { 字面: '[2026]' }, '县政发[2026]1号', ['[2026]']],
  ])('finds %s', (_, pattern, text, expected) => {
    expect(found({ 匹配: pattern }, text)).toEqual(expected)
  })
})

describe('conditions', () => {
  it.each([
    ['前', { 且: ['收费', { 前: { 有: '不得', 间隔: 4 } }] }, '不得违规收费。依法收费。', 1],
    ['后', { 且: ['备案', { 后: '不得' }] }, '备案的不得开工。备案即可。', 1],
    ['同款 over 同句', { 且: ['名单', { 非: { 同款: '异议' } }] }, '列入名单。当事人有异议的，可以申诉。', 0],
    ['主体 相对人', { 且: ['不得', { 主体: '相对人' }] }, '企业不得停业。政府不得停业。', 1],
    ['主体 after a preposition', { 且: ['检查', { 主体: '行政机关' }] }, '市场监管局对企业检查。', 1],
    ['文种', { 且: ['收费', { 文种: '合同' }] }, '收费。', 0],
    ['引号内', { 且: ['收费', { 引号内: true }] }, '有的地方“违规收费”。依法收费。', 1],
    ['列举头', { 且: ['收费', { 列举头: '不得有下列' }] }, '机关不得有下列行为：（一）收费；（二）摊派。收费公示。', 1],
    [
      '引用',
      { 且: ['罚款', { 引用: { 法律: '行政处罚法', 条款: '第三十三条' } }] },
      '依据《行政处罚法》第三十三条不予罚款。',
      1,
    ],
  ])('%s', (_, pattern, text, count) => {
    expect(found({ 匹配: pattern }, text)).toHaveLength(count)
  })

  it('keeps silent about what a fragment lacks, and speaks of a whole document', () => {
    const ruleSet = ruleSetOf(readRules({ 范围: '全文', 匹配: { 缺部分: '有效期' } }))
    const text = '关于加强管理的通知\n各乡镇人民政府：\n请遵照执行。\n'
    const check = (fragment: boolean) =>
      checkDocument(parseDocument(text, { kind: 'normative', fragment }), ruleSet, { asOf: AS_OF })
    expect(check(true)).toEqual([])
    expect(check(false)).toHaveLength(1)
  })

  it('show what a document lacks on its first words, also behind empty lines', () => {
    const ruleSet = ruleSetOf(readRules({ 范围: '全文', 匹配: { 缺部分: '有效期' } }))
    const text = '\n\n关于加强管理的通知\n各乡镇人民政府：\n请遵照执行。\n'
    const [finding] = checkDocument(parseDocument(text, { kind: 'normative' }), ruleSet, { asOf: AS_OF })
    expect(text.slice(finding!.start, finding!.end)).toBe('关于加强管理的通知')
  })
})

describe('named exceptions', () => {
  const prohibition = { 编号: 'E2', 名称: '禁止该做法', 情形: [{ 前: { 有: '〔禁止〕', 间隔: 6 } }], 但: ['确需'] }

  it('apply by default, to the match they cover alone', () => {
    expect(found({ 匹配: '收费' }, '严禁违规收费，经批准的除外，每次收费五十元。', 'normative', [prohibition])).toEqual(
      ['收费'],
    )
  })

  it('are voided by their own conditions', () => {
    expect(found({ 匹配: '收费' }, '严禁收费，确需的报批。', 'normative', [prohibition])).toEqual(['收费'])
  })

  it('do not apply to a rule that opts out', () => {
    expect(found({ 匹配: '收费', 不适用例外: ['E2'] }, '严禁收费。', 'normative', [prohibition])).toEqual(['收费'])
  })
})

describe('findings', () => {
  it('carry words, clause, law, and a fix that fits the text', () => {
    const ruleSet = ruleSetOf(
      readRules({
        匹配: { 依次: [{ 取: '机构', 模式: '国土局' }, { 间隔: 2 }, '备案'] },
        修正: { 槽: '机构', 改为: '自然资源局' },
        提示: '“{机构}”已更名。',
      }),
    )
    const text = '第一条　向国土局备案。'
    const [finding] = checkDocument(parseDocument(text, { kind: 'normative', fragment: true }), ruleSet, {
      asOf: AS_OF,
    })
    expect(finding).toMatchObject({
      rule: 'test/form.number#r1',
      severity: 'illegal',
      clause: '第一条',
      message: '“国土局”已更名。',
      fix: { before: '国土局', after: '自然资源局' },
    })
    expect(text.slice(finding!.fix!.start, finding!.fix!.end)).toBe('国土局')
  })

  it('merge where they overlap in one 审核事项, the strongest speaking', () => {
    const rules = readRules({ 匹配: '未经备案', 级别: '存疑' }, { 匹配: '备案的，不得' }, { 匹配: '开工' })
    const text = '未经备案的，不得开工。'
    const findings = checkDocument(parseDocument(text, { fragment: true }), ruleSetOf(rules), { asOf: AS_OF })
    expect(
      findings.map((one) => [one.rule.slice(-2), one.severity, one.also?.map(({ rule }) => rule.slice(-2))]),
    ).toEqual([
      ['r2', 'illegal', ['r1']],
      ['r3', 'illegal', undefined],
    ])
  })

  it('add no hint to the reasons of an alarm', () => {
    const alsoOf = (...severities: readonly string[]) => {
      const rules = readRules(...severities.map((级别, i) => ({ 匹配: ['未经备案', '备案的，不得'][i], 级别 })))
      const document = parseDocument('未经备案的，不得开工。', { fragment: true })
      return checkDocument(document, ruleSetOf(rules), { asOf: AS_OF })[0]!.also?.map(({ rule }) => rule.slice(-2))
    }
    expect(alsoOf('违法', '提示')).toBeUndefined()
    expect(alsoOf('违法', '存疑')).toEqual(['r2'])
    expect(alsoOf('提示', '提示')).toHaveLength(1)
  })

  it('change severity with the circumstances', () => {
    const ruleSet = ruleSetOf(readRules({ 匹配: '备案', 级别: '存疑', 情形: [{ 当: { 同句: '不得' }, 级别: '违法' }] }))
    const severities = checkDocument(parseDocument('应当备案。未备案的不得开工。', { fragment: true }), ruleSet, {
      asOf: AS_OF,
    })
    expect(severities.map(({ severity }) => severity)).toEqual(['suspect', 'illegal'])
  })
})

describe('explainRule', () => {
  it('says which part is missing, and what silenced a match', () => {
    const ruleSet = ruleSetOf(readRules({ 匹配: '〔未做〕…〔不利〕', 除非: ['除外'] }))
    const explain = (text: string) =>
      explainRule(ruleSet.rules[0]!, parseDocument(text, { fragment: true }), ruleSet, { asOf: AS_OF })
    expect(explain('未经同意的，应当报告。').steps.join('\n')).toMatch(/没有命中[\s\S]*没有/)
    expect(explain('不得转让，未经同意。').steps.join('\n')).toContain('次序相反')
    expect(explain('未经同意并且经过公示、听证和论证等程序的不得转让。').steps.join('\n')).toMatch(
      /最近的相隔 \d+ 字，超过 12 字/,
    )
    expect(explain('未经同意不得转让，继承除外。').steps.join('\n')).toContain('“除非”的第 1 项')
    expect(explain('未经同意不得转让。').fires).toBe(true)
    expect(explain('未经同意不得转让。').found).toEqual([{ start: 0, end: 6 }])
    expect(explain('未经同意不得转让，继承除外。')).toMatchObject({ found: [], silenced: [{ start: 0, end: 6 }] })
  })

  it('tells the nearest of many ways to say it, and conditions in words', () => {
    const frames = ['未经备案…停业', '未经登记…停业', '未办理‹4›登记…关闭', '企业…关闭']
    const ruleSet = ruleSetOf(readRules({ 匹配: { 任一: frames, 主体: '相对人', 非: { 同句: '自愿' } } }))
    const explain = (text: string) =>
      explainRule(ruleSet.rules[0]!, parseDocument(text, { fragment: true }), ruleSet, { asOf: AS_OF }).steps.join('\n')
    expect(explain('未经登记的，应当报告。')).toMatch(/共有 4 种说法[\s\S]*第 2 种说法[\s\S]*“停业”：没有/)
    expect(explain('企业自愿关闭。')).toContain('没有这种情形：同一句里有“自愿”）：不成立')
  })
})

describe('laws of the engine', () => {
  const word = fc.constantFrom('未经', '未办理', '备案', '登记', '不得', '严禁', '企业', '，', '。', '应当', '的')
  const text = fc.array(word, { maxLength: 30 }).map((words) => words.join(''))
  const PATTERNS = ['未经…不得', '〔未做〕‹2›〔手续〕', '〔相对人〕', '严禁', '备案', '应当‹3›登记']
  const some = fc.subarray(PATTERNS, { minLength: 1 })

  const places = (rule: Record<string, unknown>, words: string, exceptions: unknown[] = []) => {
    const ruleSet = ruleSetOf(readRules(rule), exceptions)
    return checkDocument(parseDocument(words, { fragment: true }), ruleSet, { asOf: AS_OF })
  }

  it('quotes stand within the text, in a fixed order', () => {
    fc.assert(
      fc.property(text, some, (words, patterns) => {
        const findings = places({ 匹配: { 任一: patterns } }, words)
        expect(findings).toEqual(places({ 匹配: { 任一: patterns } }, words))
        for (const [i, { start, end }] of findings.entries()) {
          expect(start < end && end <= words.length).toBe(true)
          expect(i === 0 || findings[i - 1]!.start <= start).toBe(true)
        }
      }),
    )
  })

  it('an exception adds no finding', () => {
    fc.assert(
      fc.property(text, some, fc.constantFrom(...PATTERNS), (words, patterns, excepted) => {
        const without = places({ 匹配: { 任一: patterns } }, words).map(({ start, end }) => `${start} ${end}`)
        const exception = { 编号: 'E9', 名称: '试', 情形: [{ 同句: excepted }] }
        for (const { start, end } of places({ 匹配: { 任一: patterns } }, words, [exception]))
          expect(without).toContain(`${start} ${end}`)
      }),
    )
  })

  it('one more pattern takes no sentence away', () => {
    fc.assert(
      fc.property(text, some, fc.constantFrom(...PATTERNS), (words, patterns, added) => {
        const more = places({ 匹配: { 任一: [...new Set([...patterns, added])] } }, words)
        for (const { start, end } of places({ 匹配: { 任一: patterns } }, words))
          expect(more.some((one) => one.start < end && start < one.end)).toBe(true)
      }),
    )
  })

  it('a re-check equals a full check', () => {
    const ruleSet = ruleSetOf(
      readRules(
        { 匹配: '〔未做〕‹2›〔手续〕' },
        { 匹配: { 且: ['企业', { 非: { 全文: '登记' } }] } },
        { 范围: '全文', 匹配: { 同现: ['未经', '严禁'] } },
        { 范围: '款', 匹配: '备案‹60›应当' },
      ),
    )
    const parse = (words: string) => parseDocument(words, { kind: 'normative', fragment: true })
    fc.assert(
      fc.property(fc.array(text, { maxLength: 6 }), fc.nat(), fc.nat(5), word, (lines, at, remove, insert) => {
        const before = lines.map((line, i) => `第${i + 1}条　${line}\n`).join('')
        const start = at % (before.length + 1)
        const after = before.slice(0, start) + insert + before.slice(start + remove)
        const again = recheckDocument(runCheck(parse(before), ruleSet, { asOf: AS_OF }), parse(after), ruleSet, {
          asOf: AS_OF,
        })
        expect(again.findings).toEqual(checkDocument(parse(after), ruleSet, { asOf: AS_OF }))
      }),
      { numRuns: 300 },
    )
  })

  it('a re-check goes by what a document of its kind is, not by another of the same kind', () => {
    const ruleSet = ruleSetOf(readRules({ 匹配: '备案', 适用: { 文种: ['其他'] } }))
    const parse = (title: string, words: string) => parseDocument(`${title}\n\n第一条　${words}。\n`, { kind: 'other' })
    for (const title of ['最高人民法院关于审理案件的解释', '某公司关于经营的说明']) {
      const after = parse(title, '企业应当备案')
      const again = recheckDocument(runCheck(parse(title, '企业'), ruleSet, { asOf: AS_OF }), after, ruleSet, {
        asOf: AS_OF,
      })
      expect(again.findings).toEqual(checkDocument(after, ruleSet, { asOf: AS_OF }))
    }
  })

  it('a re-check parts findings that were told as one over the edited clause', () => {
    const ruleSet = ruleSetOf(
      readRules({ 匹配: '〔未做〕‹2›〔手续〕' }, { 范围: '全文', 匹配: { 同现: ['未经', '严禁'] } }),
    )
    const parse = (words: string) => parseDocument(words, { kind: 'normative', fragment: true })
    const previous = runCheck(parse('第一条　严禁\n第二条　。未经登记\n'), ruleSet, { asOf: AS_OF })
    const after = parse('第一条　未经严禁\n第二条　。未经登记\n')
    const { findings } = recheckDocument(previous, after, ruleSet, { asOf: AS_OF })
    expect(previous.findings).toHaveLength(1)
    expect(findings).toHaveLength(2)
    expect(findings).toEqual(checkDocument(after, ruleSet, { asOf: AS_OF }))
  })

  it('a re-check asks the title and the words above a list, as a full check does', () => {
    const ruleSet = ruleSetOf(
      readRules(
        { 匹配: '备案', 除非: [{ 标题含: '登记' }] },
        { 匹配: '企业', 除非: [{ 列举头: '不得' }] },
        { 匹配: { 且: ['应当', { 全文: '登记' }] } },
      ),
    )
    const before =
      '某县登记办法\n\n第一条　下列各项不得收费：\n（一）企业备案；\n（二）应当办理的手续。\n第二条　应当公布。\n'
    const parse = (words: string) => parseDocument(words, { kind: 'normative' })
    const previous = runCheck(parse(before), ruleSet, { asOf: AS_OF })
    for (const [at, insert] of [
      [before.indexOf('备案'), '的'],
      [before.indexOf('备案'), '登记'],
      [before.indexOf('公布'), '备案并'],
    ] as const) {
      const after = before.slice(0, at) + insert + before.slice(at)
      const again = recheckDocument(previous, parse(after), ruleSet, { asOf: AS_OF })
      const full = checkDocument(parse(after), ruleSet, { asOf: AS_OF })
      expect(again.findings).toEqual(full)
      expect(full.map(({ start }) => after.slice(start, start + 2))).toEqual(['应当', '应当'])
    }
  })
})

describe('a document of the courts', () => {
  it('is law to those that are reviewed: rules for other papers are silent', () => {
    const rules = readRules({ 匹配: '未经备案', 适用: { 文种: ['其他', '规范性文件'] } })
    const count = (title: string) => {
      const document = parseDocument(`${title}\n第一条 未经备案的，不予支持。\n第二条 自公布之日起施行。`)
      return checkDocument(document, ruleSetOf(rules), { asOf: AS_OF }).length
    }
    expect(count('最高人民法院关于审理养犬纠纷案件的解释')).toBe(0)
    expect(count('临江县关于处理养犬纠纷的意见')).toBe(1)
  })
})
