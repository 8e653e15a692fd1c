import { describe, expect, it } from 'vitest'
import { buildCatalogue, findCitations } from './index.ts'

const CATALOGUE = buildCatalogue({
  laws: [
    { title: '中华人民共和国行政处罚法', level: '法律', version: '2021-01-22', effective: '2021-07-15', articles: 86 },
    { title: '中华人民共和国行政许可法', level: '法律', version: '2019-04-23', effective: '2019-04-23', articles: 83 },
    { title: '物业管理条例', level: '行政法规', version: '2018-03-19', effective: '2018-03-19', articles: 67 },
  ],
})

const read = (text: string) =>
  findCitations({ text }, CATALOGUE).map((one) => [
    text.slice(one.start, one.end),
    one.title,
    one.reference?.label ?? '',
    one.via,
    one.role,
  ])

describe('findCitations', () => {
  it('reads a title with its chain of places', () => {
    expect(read('根据《中华人民共和国行政处罚法》第二十三条第一款第（二）项、第三款的规定。')).toEqual([
      [
        '《中华人民共和国行政处罚法》第二十三条第一款第（二）项',
        '中华人民共和国行政处罚法',
        '第二十三条第一款第（二）项',
        'title',
        'basis',
      ],
      ['第三款', '中华人民共和国行政处罚法', '第二十三条第三款', 'title', 'basis'],
    ])
  })

  it('finds a law named without 书名号', () => {
    expect(read('根据行政处罚法第九条作出决定。')).toEqual([
      ['行政处罚法第九条', '行政处罚法', '第九条', 'bare', 'basis'],
    ])
  })
})
