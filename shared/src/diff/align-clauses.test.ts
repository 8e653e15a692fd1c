import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alignClauses } from './align-clauses.ts'

const CLAUSES = [
  '县林业部门每三年组织一次古树名木普查，建立档案，挂牌保护。',
  '禁止砍伐、移植古树名木。',
  '停车场经营者应当公示收费标准，接受社会监督。',
  '新建公共建筑应当按照标准配建停车位，与主体工程同步交付使用。',
  '家政服务企业应当与从业人员签订服务协议，上岗前组织培训。',
  '擅自设置户外广告的，责令限期改正；逾期不改正的，处一千元以下罚款。',
  '未及时维护户外广告的，责令限期改正；逾期不改正的，处五百元以下罚款。',
  '本办法自公布之日起施行。',
]
const units = (list: readonly string[]) => list.map((words, n) => ({ words, label: `第${n + 1}条` }))
const pairs = (a: readonly string[], b: readonly string[]) =>
  alignClauses(units(a), units(b)).map((link) => [link.a, link.b])

describe('alignClauses', () => {
  it('pairs by content when a clause is inserted in front', () => {
    const b = ['县人民政府统一领导停车管理工作。', ...CLAUSES]
    expect(pairs(CLAUSES, b)).toEqual(CLAUSES.map((_, n) => [n, n + 1]))
  })

  it('finds a moved and edited clause', () => {
    const b = [...CLAUSES.slice(1), '县林业部门每五年组织一次古树名木普查，建立电子档案，挂牌保护。']
    expect(pairs(CLAUSES, b)).toContainEqual([0, CLAUSES.length - 1])
  })

  it('keeps look-alike penalties apart', () => {
    const b = [...CLAUSES.slice(0, 5), CLAUSES[6]!, CLAUSES[5]!.replace('一千元', '二千元'), CLAUSES[7]!]
    expect(pairs(CLAUSES, b)).toEqual([
      [0, 0],
      [1, 1],
      [2, 2],
      [3, 3],
      [4, 4],
      [6, 5],
      [5, 6],
      [7, 7],
    ]) // prettier-ignore
  })

  it('pairs repeated words in order', () => {
    const repeated = ['本章规定适用于本县。', CLAUSES[0]!, '本章规定适用于本县。', CLAUSES[2]!]
    expect(pairs(repeated, repeated)).toEqual([
      [0, 0],
      [1, 1],
      [2, 2],
      [3, 3],
    ]) // prettier-ignore
  })

  it('links a split clause to both successors and a merged one to both predecessors', () => {
    const whole = `${CLAUSES[2]}${CLAUSES[3]}`
    const split = pairs([CLAUSES[0]!, whole, CLAUSES[4]!], [CLAUSES[0]!, CLAUSES[2]!, CLAUSES[3]!, CLAUSES[4]!])
    expect(split).toEqual([
      [0, 0],
      [1, 1],
      [1, 2],
      [2, 3],
    ]) // prettier-ignore
    const merged = pairs([CLAUSES[0]!, CLAUSES[2]!, CLAUSES[3]!, CLAUSES[4]!], [CLAUSES[0]!, whole, CLAUSES[4]!])
    expect(merged).toEqual([
      [0, 0],
      [1, 1],
      [2, 1],
      [3, 2],
    ]) // prettier-ignore
  })

  it('does not take a formula of office for a part that was cut out', () => {
    const penal = '阻碍执行公务的，给予警告；构成犯罪的，依法追究刑事责任。'
    const b = ['阻碍执行公务的，给予警告或者罚款。', '违反本法规定，构成犯罪的，依法追究刑事责任。', CLAUSES[4]!]
    expect(pairs([penal, CLAUSES[4]!], b)).toEqual([
      [0, 0],
      [1, 2],
    ]) // prettier-ignore
  })

  it('takes a formula that was joined to its neighbour, word for word, for merged', () => {
    const civil = '违反本法规定，给他人造成损害的，依法承担民事责任。'
    const penal = '违反本法规定，构成犯罪的，依法追究刑事责任。'
    expect(pairs([CLAUSES[0]!, civil, penal], [CLAUSES[0]!, `${civil}${penal}`])).toEqual([
      [0, 0],
      [1, 1],
      [2, 1],
    ]) // prettier-ignore
  })

  it('knows a short clause again that much was put into', () => {
    const penal = '违反社会保险法律，构成犯罪的，依法追究刑事责任。'
    const grown = '违反社会保险法律，泄露在履行职责中知悉的个人信息并造成严重后果，构成犯罪的，依法追究刑事责任。'
    expect(pairs([...CLAUSES, penal], [...CLAUSES, grown])).toContainEqual([CLAUSES.length, CLAUSES.length])
  })

  it('leaves unrelated clauses apart', () => {
    expect(pairs([CLAUSES[0]!, CLAUSES[1]!], [CLAUSES[4]!, CLAUSES[5]!])).toEqual([])
  })

  it('is symmetric', () => {
    const clause = fc.tuple(fc.constantFrom(...CLAUSES), fc.constantFrom(...CLAUSES), fc.boolean(), fc.nat(30))
    const text = fc.array(
      clause.map(([x, y, isDouble, cut]) => (isDouble ? `${x}${y}` : x.slice(Math.min(cut, x.length - 8)))),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(text, text, (a, b) => {
        const there = pairs(a, b).map(([i, j]) => `${i}-${j}`)
        const back = pairs(b, a).map(([j, i]) => `${i}-${j}`)
        expect(there.sort()).toEqual(back.sort())
      }),
      { numRuns: 300 },
    )
  })
})
