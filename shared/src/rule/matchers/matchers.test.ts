import { describe, expect, it } from 'vitest'
import { ruleSetOf } from '../../../../test/rule-set.ts'
import { parseDocument } from '../../document/index.ts'
import type { ReferenceRows } from '../../law/index.ts'
import { CheckContext } from '../check-context.ts'
import { MATCHERS } from './index.ts'

const REFERENCE: ReferenceRows = {
  laws: [
    { title: '中华人民共和国行政处罚法', level: '法律', version: '2021-01-22', effective: '2021-07-15', articles: 86 },
    {
      title: '无照经营查处取缔办法',
      level: '行政法规',
      version: '2003-01-06',
      effective: '2003-03-01',
      dead: 1,
      repealed: '2017-10-01',
      repealedBy: '无证无照经营查处办法',
    },
  ],
  institutions: [{ names: ['国土资源局'], now: '自然资源局', since: '2018-03', scope: '地方', kind: '更名', sure: 1 }],
}

const RULE_SET = ruleSetOf({
  reference: REFERENCE,
})

function run(name: string, text: string, options: Record<string, unknown> = {}, fragment = true) {
  const context = new CheckContext(parseDocument(text, { kind: 'normative', fragment }), RULE_SET, '2026-11-20')
  return MATCHERS[name]!.find(context, options).map((one) => ({ ...one, words: text.slice(one.start, one.end) }))
}

describe('cite-status', () => {
  it('tells a repealed law, and offers its successor where no article is cited', () => {
    const [found] = run('cite-status', '依据《无照经营查处取缔办法》查处。', { 状态: ['失效'] })
    expect(found).toMatchObject({
      words: '《无照经营查处取缔办法》',
      fix: { after: '《无证无照经营查处办法》' },
      values: { 现为: '《无证无照经营查处办法》' },
    })
    expect(run('cite-status', '依据《无照经营查处取缔办法》第十四条查处。', { 状态: ['失效'] })[0]!.fix).toBeUndefined()
  })

  it('tells an article that does not exist, and is silent about sound citations', () => {
    expect(run('cite-status', '依据《中华人民共和国行政处罚法》第九十条处罚。', { 状态: '条款不符' })).toHaveLength(1)
    expect(run('cite-status', '依据《中华人民共和国行政处罚法》第三十三条处罚。')).toEqual([])
  })
})

describe('institution-outdated', () => {
  it('tells the former name and mends it', () => {
    const [found] = run('institution-outdated', '报县国土资源局备案。', { 确定: '是' })
    expect(found).toMatchObject({ words: '国土资源局', fix: { after: '自然资源局' }, values: { 新名: '自然资源局' } })
  })
})

describe('document-number', () => {
  it.each([
    ['县政发[2026]12号', '县政发〔2026〕12号'],
    ['县政发（2026）12号', '县政发〔2026〕12号'],
    ['县政发〔2026〕第012号', '县政发〔2026〕12号'],
  ])('mends %s', (written, proper) => {
    const [found] = run('document-number', `根据${written}文件`)
    expect(found!.values!.应为).toContain(proper.slice(3))
  })

  it.each([
    ['县政发〔2026〕号', '缺号'],
    ['县政发〔2031〕××号', '缺号'],
    ['县政发〔26〕12号', '两位年'],
  ])('finds in %s what is asked for: %s', (written, kind) => {
    expect(run('document-number', written, { 种类: kind })).toHaveLength(1)
    expect(run('document-number', '县政发〔2026〕12号', { 种类: kind })).toEqual([])
  })

  it.each(['县政发〔2026〕12号', '（2026）京0101民初123号'])('passes %s', (written) => {
    expect(run('document-number', written)).toEqual([])
  })
})

describe('impossible-date', () => {
  it.each(['2026年2月30日', '11月31日', '二〇二五年二月二十九日', '13月1日'])('finds %s', (date) => {
    expect(run('impossible-date', `自${date}起施行。`)[0]!.words).toBe(date)
  })

  it.each(['2024年2月29日', '12月31日', '每月10日'])('passes %s', (date) => {
    expect(run('impossible-date', `自${date}起施行。`)).toEqual([])
  })
})

describe('date-span', () => {
  it.each([
    ['征求意见时间为9月20日至9月23日', 1],
    ['征求意见时间为9月20日至23日', 1],
    ['征求意见时间为二月十八日至三月二十五日', 0],
    ['征求意见时间为2026年12月20日至2027年1月25日', 0],
  ])('counts the days of %s', (text, count) => {
    expect(run('date-span', text, { 短于: 30 })).toHaveLength(count)
  })

  it('counts from one event to another', () => {
    const text = '本机关于2026年1月5日立案，于2026年5月20日作出处罚决定。'
    expect(run('date-span', text, { 起: '立案', 止: '【作出｜决定】', 长于: 90 })[0]!.values).toEqual({ 天数: '135' })
    expect(run('date-span', text, { 起: '立案', 止: '【作出｜决定】', 长于: 150 })).toEqual([])
  })
})

describe('past-start', () => {
  const MADE = '关于收费的通知\n自2024年起补缴差额。\n本通知自2026年12月1日起执行。\n某县财政局\n2026年11月3日'

  it('tells a start before the document was made', () => {
    expect(run('past-start', MADE).map(({ words }) => words)).toEqual(['自2024年起'])
  })

  it('goes by the day of the check where the document does not say, unless told not to', () => {
    expect(run('past-start', '自2024年3月起补缴差额。')).toHaveLength(1)
    expect(run('past-start', '自2024年3月起补缴差额。', { 基准: '成文' })).toEqual([])
    expect(run('past-start', '自2027年起补缴差额。')).toEqual([])
  })
})

describe('validity-span', () => {
  it.each([
    ['本办法自2027年1月1日起施行，有效期至2036年12月31日。', '过长'],
    ['本办法自2047年1月1日起施行，有效期至2046年12月31日。', '倒置'],
    ['本办法自2027年1月1日起试行，有效期至2030年12月31日。', '试行过长'],
    ['本办法自2027年1月1日起施行，有效期三年，至2031年12月31日止。', '不符'],
    ['第六条 本办法有效期三年。\n第九条 本办法自2027年1月1日起施行，有效期至2031年12月31日。', '不符'],
    ['本办法自2026年1月1日起施行，有效期至2026年10月31日。2026年11月12日印发。', '已满'],
  ])('%s', (text, kind) => {
    expect(run('validity-span', text, { 种类: kind })).toHaveLength(1)
  })

  it.each([
    '本办法自2027年1月1日起施行，有效期至2031年12月31日。',
    '本办法自2027年1月1日起试行，有效期至2028年12月31日。',
    '租期自2027年1月1日起至2036年12月31日。',
    '本办法自2027年1月1日起施行，有效期五年，至2031年12月31日止。',
  ])('passes %s', (text) => {
    expect(run('validity-span', text)).toEqual([])
  })
})

describe('sums of a decision', () => {
  it.each([
    ['依法应处十万元以上五十万元以下罚款，决定罚款三万元。', 1],
    ['依法应处十万元以上五十万元以下罚款，决定罚款二十万元。', 0],
    ['可处五千元以下罚款，现决定处以8000元的罚款。', 1],
    ['裁量幅度为一万元至五万元，决定罚款六万元。', 1],
    ['应在三万至四万元之间确定，现处罚款二万元。', 1],
    ['应处3至5万元罚款，拟罚款二万元，最终决定罚款四万元。', 0],
    ['决定罚款三千元，逾期每日按百分之三加处罚款。', 0],
  ])('%s is out of range: %i', (text, count) => {
    expect(run('amount-out-of-range', text)).toHaveLength(count)
  })

  it('tells a surcharge above the fine', () => {
    expect(run('surcharge-over-fine', '决定罚款三千元。逾期不缴，加处罚款五千四百元。')[0]!.values).toEqual({
      罚款: '3000元',
      数额: '5400元',
    })
    expect(run('surcharge-over-fine', '决定罚款三千元。逾期不缴，加处罚款三千元。')).toEqual([])
  })

  it.each([
    ['罚款伍仟元整（¥500.00）', '大小写', 1],
    ['罚款伍仟元整（¥5,000.00）', '大小写', 0],
    ['决定罚款人民币四千元。请将罚款五千元缴至指定银行。', '缴款', 1],
    ['决定罚款人民币四千元。请将罚款四千元缴至指定银行。', '缴款', 0],
    ['对甲处罚款一千元，对乙处罚款二千元，请将罚款三千元缴至指定银行。', '缴款', 0],
    ['案号：清市监罚〔2026〕12号。请按清市监罚〔2026〕21号决定书缴款。', '案号', 1],
    ['案号：清市监罚〔2026〕12号。请按清市监罚〔2026〕12号决定书缴款。', '案号', 0],
  ])('%s, %s: %i', (text, kind, count) => {
    expect(run('amount-mismatch', text, { 种类: kind })).toHaveLength(count)
  })
})

describe('issuer-unfit', () => {
  it.each([
    ['某县拆违办关于棚架清理的通告：沿街商户应当自行清理。', '某县拆违办'],
    ['经研究，某县综合执法局市容管理科制定如下规定：商户应当保持门前整洁。', '某县综合执法局市容管理科'],
    ['本规定由市殡葬服务中心制定并发布，丧属应当提前预约。', '市殡葬服务中心'],
    ['关于搬离的通告\n商户应当搬离。\n南城桥梁改造指挥部\n2026年11月1日', '南城桥梁改造指挥部'],
    ['某市餐饮协会、某市商务局关于预付消费的规定：经营者应当公示。', '某市餐饮协会'],
  ])('finds who issued %s', (text, issuer) => {
    expect(run('issuer-unfit', text).map(({ values }) => values!.机关)).toEqual([issuer])
  })

  it.each([
    '某县人民政府办公室关于棚架清理的通告：沿街商户应当自行清理。',
    '某县防灭火指挥部办公室内部通知：各成员单位每日报送。',
    '通报：个别乡镇以“拆违办”名义发布通告，主体不适格。',
    '某市教育局、某市流动人口服务工作领导小组办公室关于入学的通知：家长应当登记。',
    '关于招聘的公告\n应聘者应当身体健康。\n某县自来水有限公司\n2026年11月1日',
  ])('passes %s', (text) => {
    expect(run('issuer-unfit', text)).toEqual([])
  })
})

describe('structure', () => {
  it('tells numbers that skip', () => {
    expect(run('skipped-number', '第一条　甲。\n第二条　乙。\n第四条　丙。\n')).toHaveLength(1)
  })

  it('tells an annex that is named and not there, of whole documents only', () => {
    const text = '关于印发方案的通知\n各乡镇：\n具体要求见附件2。\n'
    expect(run('annex-missing', text, {}, false)).toHaveLength(1)
    expect(run('annex-missing', text)).toEqual([])
  })
})
