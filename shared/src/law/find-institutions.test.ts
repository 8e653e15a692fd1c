import { describe, expect, it } from 'vitest'
import { buildCatalogue, findInstitutions } from './index.ts'

const CATALOGUE = buildCatalogue({
  laws: [],
  institutions: [
    { names: ['工商行政管理局', '工商局'], now: '市场监督管理局', since: '2019', scope: '地方', kind: '更名', sure: 1 },
    { names: ['建设局'], now: '住房和城乡建设局', since: '2010', scope: '地方', kind: '更名', sure: 1 },
    { names: ['农业部'], now: '农业农村部', since: '2018-03', scope: '国家', kind: '更名', sure: 1 },
    { names: ['民政局'], now: '应急管理局', since: '2019', scope: '地方', kind: '职责', duty: '救灾', sure: 1 },
    { names: ['教育委员会'], now: '教育局', scope: '地方', kind: '本地', sure: 1 },
    { names: ['地震局'], now: '应急管理局', scope: '地方', kind: '本地', sure: 0 },
    { names: ['房管局'], now: '住房和城乡建设局', since: '2019', scope: '地方', kind: '本地', sure: 1 },
  ],
})
const names = (text: string, asOf = '2026-11-20') => findInstitutions(text, asOf, CATALOGUE).map((one) => one.written)

describe('findInstitutions', () => {
  it.each([
    ['企业应当向县工商局提交材料。', ['工商局']],
    ['由市工商行政管理局、市公安局负责。', ['工商行政管理局']],
    ['农业部制定的目录。', ['农业部']],
    ['由县教育委员会、县地震局负责。', ['教育委员会', '地震局']],
    ['农业部令各地执行。', ['农业部']],
  ])('finds a former name: %s', (text, expected) => expect(names(text)).toEqual(expected))

  it.each([
    '县住房和城乡建设局负责。',
    '根据《目录管理规定》（农业部令第12号）办理。',
    '根据《目录管理规定》（农业部、商务部令2016年第3号）办理。',
    '由北京市教育委员会负责。',
    '湖北省地震局设立监测站。',
    '县农业部门负责。',
    '原县工商局颁发的执照继续有效。',
    '依照《工商局登记办法》办理。',
    '1999年由市工商局核发的执照有效。',
    '县工商局更名为县市场监督管理局。',
    '县民政局负责救助。',
  ])('passes a present name, a title and history: %s', (text) => expect(names(text)).toEqual([]))

  it('counts from the day of the change', () => {
    expect(names('向县工商局提交。', '2017-05-01')).toEqual([])
    expect(names('向县工商局提交。', '2019-05-01')).toEqual(['工商局'])
  })

  it('is certain only of names that are gone everywhere', () => {
    expect(findInstitutions('县房管局与县工商局', '2026-01-01', CATALOGUE).map((one) => one.certain)).toEqual([
      false,
      true,
    ])
    expect(findInstitutions('向县工商局提交。', '2026-01-01', CATALOGUE)[0]?.certain).toBe(true)
  })
})
