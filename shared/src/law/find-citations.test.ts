import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildCatalogue, findCitations } from './index.ts'

const law = (title: string, level: string, articles: number) => ({
  title,
  level,
  version: '2020-01-01',
  effective: '2020-02-01',
  articles,
})
const CATALOGUE = buildCatalogue({
  laws: [
    law('中华人民共和国宪法', '宪法', 143),
    law('中华人民共和国行政处罚法', '法律', 86),
    law('中华人民共和国行政许可法', '法律', 83),
    law('中华人民共和国劳动法', '法律', 107),
    law('中华人民共和国劳动合同法', '法律', 98),
    law('中华人民共和国合同法', '法律', 428),
    law('中华人民共和国税收征收管理法', '法律', 94),
    law('中华人民共和国消防法', '法律', 74),
    law('物业管理条例', '行政法规', 67),
    law('优化营商环境条例', '行政法规', 72),
  ],
})

const find = (text: string) => findCitations({ text }, CATALOGUE)
/** `words at the place → title article`, the article only where there is one. */
const read = (text: string) =>
  find(text)
    .filter((one) => one.role !== 'own')
    .map((one) => `${text.slice(one.start, one.end)} → ${one.title}${one.reference?.label ?? ''}`)

describe('findCitations', () => {
  it.each([
    // places
    [
      '依照《中华人民共和国行政处罚法》第二十三条第一款第（二）项、第三款的规定。',
      [
        '《中华人民共和国行政处罚法》第二十三条第一款第（二）项 → 中华人民共和国行政处罚法第二十三条第一款第（二）项',
        '第三款 → 中华人民共和国行政处罚法第二十三条第三款',
      ],
    ],
    [
      '《行政处罚法》第５条、第十二条之一',
      ['《行政处罚法》第５条 → 行政处罚法第五条', '第十二条之一 → 行政处罚法第十二条之一'],
    ],
    ['《行政处罚法》第三条至第七条', ['《行政处罚法》第三条至第七条 → 行政处罚法第三条至第七条']],
    ['《行政处罚法》第三至七条', ['《行政处罚法》第三至七条 → 行政处罚法第三条至第七条']],
    ['《行政处罚法》第三条—第七条', ['《行政处罚法》第三条—第七条 → 行政处罚法第三条至第七条']],
    ['《行政处罚法》第五、六条', ['《行政处罚法》第五 → 行政处罚法第五条', '六条 → 行政处罚法第六条']],
    [
      '《行政处罚法》第九条第（一）、（三）项',
      ['《行政处罚法》第九条第（一） → 行政处罚法第九条第（一）项', '（三）项 → 行政处罚法第九条第（三）项'],
    ],
    ['《行政处罚法》第九条(二)项', ['《行政处罚法》第九条(二)项 → 行政处罚法第九条第（二）项']],
    ['《行政处罚法》第十条一款二项', ['《行政处罚法》第十条一款二项 → 行政处罚法第十条第一款第（二）项']],
    ['《行政处罚法》第 二十三 条', ['《行政处罚法》第 二十三 条 → 行政处罚法第二十三条']],
    ['《行政处罚法》中的第八条', ['《行政处罚法》中的第八条 → 行政处罚法第八条']],
    ['《行政处罚法》第二章', ['《行政处罚法》 → 行政处罚法']],
    // several laws
    [
      '根据《行政处罚法》第三条、《行政许可法》第四条和《物业管理条例》，制定本办法。',
      [
        '《行政处罚法》第三条 → 行政处罚法第三条',
        '《行政许可法》第四条 → 行政许可法第四条',
        '《物业管理条例》 → 物业管理条例',
      ],
    ],
    ['《行政处罚法》《行政许可法》', ['《行政处罚法》 → 行政处罚法', '《行政许可法》 → 行政许可法']],
    // names the text defines
    [
      '根据《某市养犬管理条例》（以下简称《条例》），制定本办法。违反《条例》第五条的，处罚。',
      ['《某市养犬管理条例》 → 某市养犬管理条例', '《条例》第五条 → 某市养犬管理条例第五条'],
    ],
    [
      '依据《行政处罚法》（以下简称“处罚法”）第三条。依照处罚法第四条执行。',
      ['《行政处罚法》（以下简称“处罚法”）第三条 → 行政处罚法第三条', '处罚法第四条 → 行政处罚法第四条'],
    ],
    [
      '依据《某省信息公开若干规定》。按照《规定》第二条办理。',
      ['《某省信息公开若干规定》 → 某省信息公开若干规定', '《规定》第二条 → 某省信息公开若干规定第二条'],
    ],
    // two candidates: never guessed
    [
      '依据《甲省物业管理条例》《乙市养犬管理条例》。违反《条例》第二条。',
      ['《甲省物业管理条例》 → 甲省物业管理条例', '《乙市养犬管理条例》 → 乙市养犬管理条例', '《条例》第二条 → 第二条'],
    ],
    // without 书名号
    ['根据行政处罚法第九条、第十条', ['行政处罚法第九条 → 行政处罚法第九条', '第十条 → 行政处罚法第十条']],
    ['根据中华人民共和国劳动合同法的规定', ['中华人民共和国劳动合同法 → 中华人民共和国劳动合同法']],
    ['依照劳动法、劳动合同法等法律法规执行', ['劳动法 → 劳动法', '劳动合同法 → 劳动合同法']],
    ['违反城市绿化管理办法第五条规定的', ['城市绿化管理办法第五条 → 城市绿化管理办法第五条']],
    ['根据税收征收管理法实施细则第三条', ['税收征收管理法实施细则第三条 → 税收征收管理法实施细则第三条']],
    ['依照深圳市物业管理条例第三条', ['深圳市物业管理条例第三条 → 深圳市物业管理条例第三条']],
    ['应当符合宪法、法律、法规', ['宪法 → 宪法']],
    // numbers
    [
      '按照《关于规范工作的通知》（国办发〔2018〕37号）执行',
      ['《关于规范工作的通知》（国办发〔2018〕37号） → 关于规范工作的通知'],
    ],
    ['根据国发[2014]25号文件精神', ['国发[2014]25号 → ']],
    [
      '依照《物业管理条例》（国务院令第379号）第三条',
      ['《物业管理条例》（国务院令第379号）第三条 → 物业管理条例第三条'],
    ],
    // nesting, brackets, wrapped lines
    [
      '依照《最高人民法院关于适用〈中华人民共和国劳动法〉的解释》第二条',
      [
        '《最高人民法院关于适用〈中华人民共和国劳动法〉的解释》第二条 → 最高人民法院关于适用〈中华人民共和国劳动法〉的解释第二条',
      ],
    ],
    [
      '按照《关于实施《某省养犬条例》的办法》办理',
      ['《关于实施《某省养犬条例》的办法》 → 关于实施《某省养犬条例》的办法'],
    ],
    [
      '依照云南省实施《中华人民共和国劳动法》办法第三条',
      ['云南省实施《中华人民共和国劳动法》办法第三条 → 云南省实施〈中华人民共和国劳动法〉办法第三条'],
    ],
    [
      '依照《中华人民共和国\n行政处罚法》第三条',
      ['《中华人民共和国\n行政处罚法》第三条 → 中华人民共和国行政处罚法第三条'],
    ],
    ['依照《公司登记管理办法(试行)》第三条', ['《公司登记管理办法(试行)》第三条 → 公司登记管理办法(试行)第三条']],
    // pronouns
    [
      '《物业管理条例》施行后，依照该条例第五条办理。',
      ['《物业管理条例》 → 物业管理条例', '该条例第五条 → 物业管理条例第五条'],
    ],
    ['依照该办法第五条办理。', ['该办法第五条 → 第五条']],
    ['根据《劳动法》及其实施条例第三条。', ['《劳动法》 → 劳动法', '其实施条例第三条 → 劳动法实施条例第三条']],
    ['各县制定办法，其实施办法另行报送。', []],
  ])('reads %s', (text, expected) => expect(read(text)).toEqual(expected))

  it.each([
    '应当办理《居住证》并填写《申请表》。',
    '加强消防法律法规宣传，建设行政处罚法治监督体系。',
    '双方签订《房屋租赁合同》和《廉洁协议》。',
    '公司法人应当依法经营，采用科学方法。',
    '按照法律、行政法规和国家有关规定执行。',
    '开具《责令改正通知书》。',
    '一、二、三条线路。',
  ])('finds nothing in %s', (text) => expect(read(text)).toEqual([]))

  it.each([
    ['某市人民政府关于印发《某市养犬管理办法》的通知\n依照本办法第三条执行。', 'own'],
    ['现将《某市养犬管理办法》印发给你们，请遵照执行。', 'own'],
    ['《某市养犬管理办法》同时废止。', 'repeal'],
    ['废止《某市养犬管理办法》。', 'repeal'],
    ['《甲办法规定》、《某市养犬管理办法》、《某市市容管理办法》同时废止。', 'repeal'],
    ['原《某市养犬管理办法》核发的证件继续有效。', 'past'],
    ['按照《某市养犬管理条例（征求意见稿）》的要求办理。', 'draft'],
    ['根据《某市养犬管理条例》，制定本办法。', 'basis'],
    ['宣传《某市养犬管理条例》的内容。', 'mention'],
  ])('knows what a citation is there for: %s', (text, role) => {
    const found = find(text)
    expect(found.length).toBeGreaterThan(0)
    for (const one of found) expect(one.role).toBe(role)
  })

  it('reads the year of the version a text names', () => {
    expect(find('依据2012年修正的《行政处罚法》')[0]?.year).toBe(2012)
    expect(find('依据《行政处罚法》（2017年修正）')[0]?.year).toBe(2017)
    expect(find('依据《行政处罚法（2021修订）》')[0]?.year).toBe(2021)
    expect(find('依据《行政处罚法》（1996年公布，2021年修订）')[0]?.year).toBe(2021)
  })

  it('leaves out the title of the document itself', () => {
    const frontMatter = { title: { value: '某市养犬管理办法' }, number: { value: '某政发〔2026〕3号' } }
    const text =
      '某市养犬管理办法\n某政发〔2026〕3号\n《某市养犬管理办法》自公布之日起施行，某政发〔2026〕3号同时公布。'
    expect(findCitations({ text, frontMatter }, CATALOGUE).filter((one) => one.role !== 'own')).toEqual([])
  })
})

const words = fc.constantFrom(
  '《',
  '》',
  '〈',
  '〉',
  '（',
  '）',
  '第',
  '条',
  '款',
  '项',
  '一',
  '二十三',
  '、',
  '和',
  '至',
  '行政处罚法',
  '该',
  '本',
  '办法',
  '条例',
  '以下简称',
  '“',
  '”',
  '〔2018〕',
  '37号',
  '国办发',
  '\n',
  '。',
  '中华人民共和国',
  '\ud83d',
  '\u202e',
  '\0',
  ' ',
  '之',
  '根据',
)

describe('any text', () => {
  it('yields citations in order, apart and within the text', () => {
    fc.assert(
      fc.property(fc.array(words, { maxLength: 60 }), (parts) => {
        const text = parts.join('')
        let end = 0
        for (const one of find(text)) {
          expect(one.start).toBeGreaterThanOrEqual(end)
          expect(one.end).toBeGreaterThan(one.start)
          end = one.end
        }
        expect(end).toBeLessThanOrEqual(text.length)
      }),
      { numRuns: 2000 },
    )
  })

  it('finds a citation again wherever it stands', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('县人民政府', '应当', '，', '。', '\n', '负责', '工作'), { maxLength: 20 }),
        (parts) => {
          const before = `${parts.join('')}。`
          const [one] = find(`${before}依照《行政处罚法》第三条第二款处理`)
          expect(one?.start).toBe(before.length + 2)
          expect(one?.reference?.label).toBe('第三条第二款')
        },
      ),
    )
  })

  it.each([
    ['第', '第'.repeat(500_000)],
    ['《', '《'.repeat(300_000)],
    ['nested', `${'《'.repeat(10_000)}${'》'.repeat(10_000)}`],
    ['法', '法'.repeat(300_000)],
    ['chain', `《行政处罚法》${'第一条、'.repeat(100_000)}`],
    ['aliases', '《甲市养犬管理条例》（以下简称《条例》）'.repeat(10_000)],
    ['pronouns', '该办法第一条'.repeat(50_000)],
    ['brackets', `《行政处罚法》${'（'.repeat(200_000)}`],
    ['numbers', '国办发〔2018〕37号'.repeat(40_000)],
  ])('is read in linear time: %s', (_, text) => {
    const start = performance.now()
    find(text)
    // A quadratic pass over any of these takes minutes.
    expect(performance.now() - start).toBeLessThan(4000)
  })
})
