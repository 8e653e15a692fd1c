import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  buildCatalogue,
  citationContext,
  findCitations,
  findLaw,
  inferLevel,
  isAtLeast,
  type LawRow,
  nameKey,
  resolveCitation,
  versionAsOf,
} from './index.ts'

const LAWS: LawRow[] = [
  { title: '中华人民共和国养犬法', level: '法律', version: '2010-01-01', effective: '2010-03-01', articles: 40 },
  {
    title: '中华人民共和国养犬法',
    level: '法律',
    version: '2025-06-01',
    adopted: '2010-01-01',
    amended: ['2010-01-01'],
    effective: '2026-01-01',
    articles: 50,
    inserted: ['12-1'],
    shape: Array.from({ length: 50 }, (_, index) => (index === 4 ? '03' : '0')).join(' '),
  },
  {
    title: '中华人民共和国养犬管理条例',
    level: '行政法规',
    version: '2000-01-01',
    effective: '2000-01-01',
    dead: 1,
    repealed: '2010-03-01',
    repealedBy: '养犬暂行法',
  },
  {
    title: '养犬暂行法',
    level: '法律',
    version: '2009-01-01',
    effective: '2009-01-01',
    dead: 1,
    repealed: '2012-01-01',
    repealedBy: '中华人民共和国养犬法',
  },
  { title: '养猫条例', level: '行政法规', version: '2026-12-01', effective: '2027-06-01', articles: 9 },
  { title: '养鸟办法', level: '部门规章', dead: 1, repealedUnsure: 1 },
  { title: '养鱼规定', level: '部门规章', doubt: 1 },
]
const CATALOGUE = buildCatalogue({
  laws: LAWS,
  renumbered: [
    { law: '中华人民共和国养犬法', from: '2010-01-01', to: '2025-06-01', moves: [['7', ['9'], '狂犬疫苗接种', 1]] },
  ],
  topics: [{ law: '中华人民共和国养犬法', version: '2025-06-01', words: { '7': '犬只登记', '9': '狂犬疫苗 接种' } }],
})

function judge(text: string, asOf = '2026-06-01') {
  const [citation] = findCitations({ text }, CATALOGUE)
  return resolveCitation(citation!, asOf, CATALOGUE, citationContext(text, citation!))
}

describe('resolveCitation', () => {
  it.each([
    ['《养犬法》第五十条', '2026-06-01', 'in-force'],
    ['《养犬法》第五十一条', '2026-06-01', 'article-does-not-exist'],
    ['《养犬法》第五十条', '2025-12-31', 'article-does-not-exist'],
    ['《养犬法》第十二条之一', '2026-06-01', 'in-force'],
    ['《养犬法》第十三条之一', '2026-06-01', 'article-does-not-exist'],
    ['《养犬法》第五条第二款第三项', '2026-06-01', 'in-force'],
    ['《养犬法》第五条第二款第四项', '2026-06-01', 'article-does-not-exist'],
    ['《养犬法》第五条第三款', '2026-06-01', 'article-does-not-exist'],
    ['《养犬法》第六条至第六十条', '2026-06-01', 'article-does-not-exist'],
    ['2010年公布的《养犬法》', '2026-06-01', 'amended-since'],
    ['《养犬管理条例》', '2026-06-01', 'repealed'],
    ['《养犬管理条例》', '2010-02-28', 'in-force'],
    ['《养猫条例》', '2026-06-01', 'not-yet-in-force'],
    ['《养猫条例》', '2027-06-01', 'in-force'],
    ['《中华人民共和国养猫条例》', '2027-06-01', 'name-inexact'],
    ['《某市养兔办法》', '2026-06-01', 'unknown'],
  ])('judges %s as of %s: %s', (text, asOf, status) => expect(judge(`依照${text}办理。`, asOf).status).toBe(status))

  it('follows successors to the one in force', () => {
    expect(judge('依照《养犬管理条例》办理。').replacedBy).toBe('中华人民共和国养犬法')
    expect(judge('依照《养犬管理条例》办理。', '2011-01-01').replacedBy).toBe('养犬暂行法')
  })

  it('tells a moved article by the words around it', () => {
    const moved = judge('未给犬只接种狂犬疫苗的，依照《养犬法》第七条处理。')
    expect(moved).toMatchObject({ status: 'amended-since', now: '第九条' })
    expect(judge('办理犬只登记，依照《养犬法》第七条。').status).toBe('in-force')
    expect(judge('未给犬只接种狂犬疫苗的，依照《养犬法》第七条处理。', '2025-12-31').status).toBe('in-force')
  })

  it('is not certain of what is only likely', () => {
    expect(judge('依照《养鸟办法》办理。')).toMatchObject({ status: 'repealed', certain: false, since: null })
    expect(judge('依照《养鱼规定》办理。')).toMatchObject({ status: 'in-force', certain: false })
    expect(judge('依照《养犬管理条例》办理。').certain).toBe(true)
  })

  it('never takes back a repeal as days go by', () => {
    const day = fc.date({ min: new Date('2000-01-02'), max: new Date('2040-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(day, day, (a, b) => {
        const [early, late] = [a, b].map((one) => one.toISOString().slice(0, 10)).sort() as [string, string]
        if (judge('依照《养犬管理条例》办理。', early).status === 'repealed')
          expect(judge('依照《养犬管理条例》办理。', late).status).toBe('repealed')
      }),
    )
  })
})

describe('the catalogue', () => {
  it('finds a law by full, short and bracketed name', () => {
    for (const name of ['中华人民共和国养犬法', '养犬法', '《养犬法》', '中华人民共和国 养犬法'])
      expect(findLaw(CATALOGUE, name)?.law.title).toBe('中华人民共和国养犬法')
    expect(findLaw(CATALOGUE, '犬法')).toBeNull()
  })

  it('gives the version of a day', () => {
    const { law } = findLaw(CATALOGUE, '养犬法')!
    expect(versionAsOf(law, '2010-02-28')).toBeNull()
    expect(versionAsOf(law, '2025-12-31')?.articles).toBe(40)
    expect(versionAsOf(law, '2026-01-01')?.articles).toBe(50)
  })

  it('compares names without spaces, by one kind of bracket and digit', () => {
    expect(nameKey('某 办法(２０２１年版)')).toBe('某办法（2021年版）')
    expect(nameKey('关于实施《甲法》的办法')).toBe(nameKey('关于实施<甲法>的办法'))
  })
})

describe('level', () => {
  it('orders 效力级别', () => {
    expect(isAtLeast('行政法规', '法律')).toBe(false)
    expect(isAtLeast('法律', '行政法规')).toBe(true)
    expect(isAtLeast('地方性法规', '行政法规')).toBe(false)
    expect(isAtLeast('地方政府规章', '规章')).toBe(true)
    expect(isAtLeast('规范性文件', '规章')).toBe(false)
    expect(isAtLeast(null, '规章')).toBe(false)
  })

  it.each([
    ['中华人民共和国养犬法', null, '法律'],
    ['某省养犬条例', null, '地方性法规'],
    ['养犬办法', '某市人民政府令第12号', '地方政府规章'],
    ['养犬办法', '农业农村部令第3号', '部门规章'],
    ['养犬条例', '国务院令第700号', '行政法规'],
    ['关于规范养犬的通知', '国办发〔2020〕3号', '国务院文件'],
    ['某县养犬办法', '某政发〔2020〕3号', '规范性文件'],
    ['某县养犬办法', null, null],
  ])('infers the level of %s (%s): %s', (title, number, level) => expect(inferLevel(title, number)).toBe(level))
})
