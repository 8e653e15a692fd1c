import { describe, expect, it } from 'vitest'
import { ruleSetOf } from '../../../../test/rule-set.ts'
import { parseDocument } from '../../document/index.ts'
import { CheckContext } from '../check-context.ts'
import { penalArticle } from './penal-article.ts'

const LAW = '中华人民共和国养犬法'

const RULE_SET = ruleSetOf({
  reference: {
    laws: [
      { title: LAW, level: '法律', version: '2024-06-01', effective: '2024-07-01', articles: 40 },
      {
        title: '中华人民共和国行政处罚法',
        level: '法律',
        version: '2021-01-22',
        effective: '2021-07-15',
        articles: 86,
      },
    ],
    penalties: [
      {
        law: LAW,
        version: '2024-06-01',
        articles: { '30': ['罚改~ 12'], '31': ['罚没改单', '警罚个'], '32': ['警罚 8,9'], '33': ['参'] },
      },
    ],
  },
})

function kindsOf(text: string): string[] {
  const context = new CheckContext(parseDocument(text, { kind: 'enforcement', fragment: true }), RULE_SET, '2026-11-20')
  return ['无条款', '无罚则', '种类不符', '先责令', '定性不符', '对象不符'].filter(
    (kind) => penalArticle(context, { 种类: kind }).length > 0,
  )
}

describe('penal-article', () => {
  it('tells a law cited without an article', () => {
    expect(kindsOf('依照《中华人民共和国养犬法》的规定，决定罚款二百元。')).toEqual(['无条款'])
    expect(kindsOf('依照《中华人民共和国养犬法》第三十二条，给予警告，罚款二百元。')).toEqual([])
  })

  it('tells an article that states no penalty, unless another one is cited beside it', () => {
    expect(kindsOf('依照《中华人民共和国养犬法》第八条，决定罚款二百元。')).toEqual(['无罚则'])
    expect(kindsOf('依照《中华人民共和国养犬法》第八条、第三十二条，决定罚款二百元。')).toEqual([])
    expect(kindsOf('依照《中华人民共和国行政处罚法》第三十二条，从轻罚款二百元。')).toEqual([])
  })

  it('tells a penalty that the article does not state', () => {
    expect(kindsOf('依据《养犬法》第三十二条，罚款二百元，并吊销养犬登记证。')).toEqual(['种类不符'])
    expect(kindsOf('依据《养犬法》第三十二条，罚款二百元，没收违法所得五十元。')).toEqual([])
    expect(kindsOf('依据《养犬法》第三十三条，吊销养犬登记证。')).toEqual([])
  })

  it('tells a fine without the order that must come before it', () => {
    expect(kindsOf('你未办理犬只登记，依照《养犬法》第三十条，决定罚款五百元。')).toEqual(['先责令'])
    expect(kindsOf('本队6月1日责令改正，你逾期未改，依照《养犬法》第三十条，决定罚款五百元。')).toEqual([])
    expect(kindsOf('依照《养犬法》第三十条，责令改正；逾期不改正的，处五百元罚款。')).toEqual([])
  })

  it('tells an article that punishes the breach of another one', () => {
    expect(
      kindsOf('你的行为违反了《养犬法》第十二条，依据该法第三十二条，给予警告。你的行为恶劣。罚款二百元。'),
    ).toEqual([])
    expect(kindsOf('你的行为违反了《养犬法》第十二条，依据该法第三十二条，决定罚款二百元。')).toEqual(['定性不符'])
    expect(kindsOf('你的行为违反了《养犬法》第九条，依据该法第三十二条，决定罚款二百元。')).toEqual([])
    const text = '你的行为违反了《养犬法》第十二条，依据该法第三十二条，决定罚款二百元。'
    const context = new CheckContext(
      parseDocument(text, { kind: 'enforcement', fragment: true }),
      RULE_SET,
      '2026-11-20',
    )
    expect(penalArticle(context, { 种类: '定性不符' })[0]?.values).toMatchObject({ 违反: '第十二条', 应引: '第三十条' })
  })

  it('tells a 款 for units that is applied to a person', () => {
    expect(kindsOf('居民何某犬只伤人，依据《养犬法》第三十一条第一款，罚款二百元。')).toEqual(['对象不符'])
    expect(kindsOf('居民何某犬只伤人，依据《养犬法》第三十一条第二款，罚款二百元。')).toEqual([])
  })
})
