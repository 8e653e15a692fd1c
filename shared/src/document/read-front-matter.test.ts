import { describe, expect, it } from 'vitest'
import { parseDocument } from './index.ts'

const front = (text: string) => parseDocument(text).frontMatter
const ARTICLES = '第一条 为规范养犬，制定本办法。\n第二条 养犬应当登记。\n第三条 本办法自公布之日起施行。'

describe('front matter', () => {
  it('puts letters set apart together', () => {
    const text =
      '某省人民政府关于推进\n养 犬 登 记 的 意 见\n各市人民政府：\n一、总体要求。\n某　省　人　民　政　府\n2026年10月1日'
    expect(front(text)).toMatchObject({
      title: { value: '某省人民政府关于推进养犬登记的意见' },
      issuer: { value: '某省人民政府' },
      signature: { value: '某省人民政府' },
    })
  })

  it('reads all who sign, the first of them leading', () => {
    const text = `关于做好登记的通知\n各学校：\n一、按时登记。\n附件：登记表\n临江县教育局\n临江县公安局\n临江县财政局\n2026年10月1日`
    const { signature, issuer, annexes } = front(text)
    expect(signature?.value).toBe('临江县教育局 临江县公安局 临江县财政局')
    expect(text.slice(signature!.start, signature!.end)).toBe('临江县教育局\n临江县公安局\n临江县财政局')
    expect(issuer?.value).toBe(signature?.value)
    expect(annexes.map(({ value }) => value)).toEqual(['登记表'])
    expect(parseDocument(text).nodes.some(({ kind }) => kind === 'annex')).toBe(false)
    expect(parseDocument(text).issuerLevel).toBe('县')
  })

  it.each([
    [
      '某省人民政府令\n（〔2026〕第20号）\n《某省养犬办法》已经通过，现予公布。\n省长 某某\n2026年10月1日\n某省养犬办法',
      '〔2026〕第20号',
    ],
    ['某部令\n第4号\n《养犬办法》已经通过，现予公布。\n部长 某某\n2026年10月1日\n养犬办法', '第4号'],
  ])('reads the number of an order', (head, number) => {
    expect(front(`${head}\n${ARTICLES}`).number?.value).toBe(number)
  })

  it('knows a department from the note under the title', () => {
    const text = `城市养犬管理办法\n（2002年9月13日建设部令第112号发布 自2002年11月1日起施行）\n${ARTICLES}`
    expect(front(text)).toMatchObject({ issuer: { value: '建设部' }, number: { value: '令第112号' } })
    expect(parseDocument(text)).toMatchObject({ kind: 'rule', issuerLevel: '国务院部门' })
  })

  it('passes over what a page puts around a document', () => {
    const text = `文件名称:[某市]养犬管理办法\n文件编号:某政发〔2026〕3号\n《某市养犬管理办法》\n${ARTICLES}\n临江县教育局\n2026年1月28日\n【打印】\n2026-02-17`
    expect(front(text)).toMatchObject({
      title: { value: '某市养犬管理办法' },
      number: { value: '某政发〔2026〕3号' },
      date: { value: '2026年1月28日' },
    })
  })

  it.each(['临政办规〔2026〕　号', '临政规〔2026〕号', '临政办〔20××〕×号', '临政规〔　　〕　　号'])(
    'takes the number that a draft has not got yet, %s, neither for its title nor for its issuer',
    (blank) => {
      const { frontMatter } = parseDocument(
        `${blank}\n\n临江县人民政府办公室关于印发《临江县集贸市场管理办法》的通知\n\n各乡镇人民政府：\n现印发给你们，请遵照执行。\n`,
      )
      expect(frontMatter.title?.value).toBe('临江县人民政府办公室关于印发《临江县集贸市场管理办法》的通知')
      expect(frontMatter.issuer?.value).toBe('临江县人民政府办公室')
      expect(frontMatter.number).toBeNull()
    },
  )

  it('takes no 城市 for a city', () => {
    expect(parseDocument(`外商投资城市规划管理规定\n${ARTICLES}`).issuerLevel).toBeNull()
  })

  it('takes no opening of a contract for whom it is addressed to', () => {
    const text = '劳务合同\n甲方：某公司\n为保证工程质量，甲、乙双方经友好协商：\n一、工期一年。'
    expect(front(text).addressees).toBeNull()
  })

  it.each([
    ['本办法自 2026年 3月 1日起 施行。', '自 2026年 3月 1日起 施行'],
    ['本办法自发布之日开始实施。', '自发布之日开始实施'],
  ])('knows from when: %s', (words, effective) => {
    expect(front(`某县养犬办法\n第一条 甲。\n第二条 ${words}`).effective?.value).toBe(effective)
  })

  it('never takes who signed for the title', () => {
    const text = `《江东省养犬办法》已经2026年9月1日省人民政府第64次常务会议通过，现予公布。\n省　长　某某某\n2026年10月1日\n江东省养犬办法\n${ARTICLES}`
    expect(front(text).title?.value).toBe('江东省养犬办法')
    expect(parseDocument(text)).toMatchObject({ kind: 'rule', issuerLevel: '省' })
    expect(parseDocument(text.replaceAll('江东省', '临江县').replace('省人民', '县人民')).kind).toBe('normative')
  })

  it('sees what a notice issues in 公文体', () => {
    const text =
      '某市人民政府关于印发《某市养犬暂行办法》的通知\n《某市养犬暂行办法》已经市政府同意，现予印发。\n某市养犬暂行办法\n为规范养犬，制定本办法。\n一、登记。\n二、收费。'
    const bodies = parseDocument(text).nodes.filter(({ kind }) => kind === 'body')
    expect(bodies.map(({ start }) => text.slice(start, start + 8))).toEqual(['某市人民政府关于', '某市养犬暂行办法'])
  })

  it('sees the 办法 that a notice issues, with no date between them', () => {
    const text = `某县人民政府关于印发某县养犬办法的通知\n现将《某县养犬办法》印发给你们，请遵照执行。\n某县养犬办法\n${ARTICLES}`
    const document = parseDocument(text)
    const bodies = document.nodes.filter(({ kind }) => kind === 'body')
    expect(bodies.map(({ start }) => text.slice(start, start + 6))).toEqual(['某县人民政府', '某县养犬办法'])
    const plain = parseDocument(`某县养犬规定\n按照《某县养犬办法》，养犬应当登记。\n${ARTICLES}`)
    expect(plain.nodes.filter(({ kind }) => kind === 'body')).toEqual([])
  })
})
