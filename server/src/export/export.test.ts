import { buildComparisonTable, diffDocuments } from '@hongxian/shared/diff'
import { parseDocument } from '@hongxian/shared/document'
import { composeOpinion } from '@hongxian/shared/review'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { comparisonDocx } from './comparison-docx.ts'
import { feedbackDocx } from './feedback-docx.ts'
import { ledgerXlsx } from './ledger-xlsx.ts'
import { opinionDocx } from './opinion-docx.ts'

const BEFORE = '第一条 摊位费每月三日前缴清。\n第二条 市场由经营管理单位负责日常管理。'
const AFTER = '第一条 摊位费每月五日前缴清。\n第三条 商户有权拒绝本办法以外的收费。'

const bodyOf = (file: Uint8Array) => strFromU8(unzipSync(file)['word/document.xml']!)
/** Paragraphs as Word shows them. */
const linesOf = (xml: string) =>
  [...xml.matchAll(/<w:p>.*?<\/w:p>|<w:p [^>]*>.*?<\/w:p>/gs)].map(([p]) =>
    [...p.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text]) => text).join(''),
  )

describe('the 对照表 for Word', () => {
  it('strikes old words left, underlines new words right, and says what happened', async () => {
    const diff = diffDocuments(parseDocument(BEFORE), parseDocument(AFTER))
    const table = buildComparisonTable(BEFORE, AFTER, diff)
    const xml = bodyOf(await comparisonDocx({ title: '集贸市场管理办法', versions: '第1稿与第2稿', table }))
    const lines = linesOf(xml)
    expect(lines.slice(0, 5)).toEqual([
      '《集贸市场管理办法》修改对照表',
      '（第1稿与第2稿）',
      '原条文',
      '修改后',
      '说明（依据）',
    ])
    expect(lines).toContain('第一条 摊位费每月三日前缴清。')
    expect(lines).toContain('第一条 摊位费每月五日前缴清。')
    expect(lines).toContain('（无）')
    expect(xml).toMatch(/<w:strike\/>(?:(?!<w:t[ >]).)*<w:t[^>]*>三日</s)
    expect(xml).toMatch(/<w:u w:val="single"\/>(?:(?!<w:t[ >]).)*<w:t[^>]*>五日</s)
    expect(xml).toContain('w:orient="landscape"')
  })

  it('says so when nothing differs', async () => {
    const xml = bodyOf(await comparisonDocx({ title: '办法', versions: '第1稿与第2稿', table: { rows: [] } }))
    expect(linesOf(xml)).toContain('两稿文字相同，没有需要对照的条文。')
  })
})

describe('the 意见采纳情况反馈表 for Word', () => {
  it('has opinion, answer, new words and recheck in one row, and room to sign', async () => {
    const signed = { by: '李某', on: '2026-11-12' }
    const file = await feedbackDocx({
      draftId: 'd',
      number: '合审〔2026〕7号',
      title: '集贸市场管理办法',
      draftingUnit: '县商务局',
      reviewOffice: '县司法局',
      reviewed: 1,
      revised: 2,
      rows: [
        {
          item: 1,
          number: 1,
          heading: '与上位法不一致的内容',
          clause: '第一条',
          quote: '三日前',
          text: '期限过短。',
          isOpen: false,
          rounds: [
            {
              answer: 'partly',
              reason: '另有规定',
              clause: '第一条',
              ...signed,
              recheck: { agreed: true, note: '', by: '王某', on: '2026-11-13' },
            },
          ],
          change: {
            name: '修改',
            edited: true,
            before: [],
            after: [{ label: '第一条', runs: [{ text: '每月五日', changed: true }] }],
          },
        },
      ],
    })
    const lines = linesOf(bodyOf(file))
    expect(lines.slice(8)).toEqual([
      '1',
      '第一条“三日前”。期限过短。',
      '部分采纳',
      '每月五日',
      '另有规定',
      '同意',
      '王某 2026-11-13',
      '县商务局负责人（签字）：　　　　　　　　　县司法局审核人（签字）：',
    ])
  })
})

describe('the 审核意见书 for Word', () => {
  const opinion = composeOpinion({
    kind: 'normative',
    conclusion: 'revise',
    title: '集贸市场管理办法',
    addressee: '县商务局',
    reviewer: '县司法局',
    number: '合审〔2026〕7号',
    receivedOn: '2026-11-02',
    signedOn: '2026-11-09',
    version: { number: 2, digest: 'a'.repeat(64) },
    consulted: [],
    points: [
      {
        clause: '第三条',
        start: 40,
        verdict: 'illegal',
        quote: '缴纳保证金',
        message: '该条设定保证金，没有法律、行政法规依据。',
        authority: [{ law: '优化营商环境条例', article: '第四十三条', gist: '', version: '2020-01-01' }],
        suggestion: '删去保证金的规定。',
      },
    ],
    feedbackBy: '2026-11-16',
  })

  it('numbers its parts as official papers do and ends with the office and the day', async () => {
    const lines = linesOf(bodyOf(await opinionDocx(opinion, true)))
    expect(lines).toContain('一、与上位法不一致的内容')
    expect(lines.find((line) => line.startsWith('（一）第三条“缴纳保证金”。'))).toContain(
      '《优化营商环境条例》第四十三条',
    )
    expect(lines).toContain('二、审核结论')
    expect(lines.slice(-2)).toEqual(['县司法局', '2026年11月9日'])
    expect(lines).not.toContain('（拟稿，未经签发）')
  })

  it('is marked 拟稿 until it is signed', async () => {
    expect(linesOf(bodyOf(await opinionDocx(opinion, false)))[0]).toBe('（拟稿，未经签发）')
  })
})

describe('the ledger for Excel', () => {
  const total = {
    unit: '县商务局',
    kindName: '行政规范性文件',
    received: 2,
    accepted: 2,
    signed: 1,
    lawful: 0,
    revise: 1,
    unlawful: 0,
    late: 0,
    open: 1,
    answered: 2,
    adopted: 1,
  }
  const row = {
    draftId: 'd',
    title: '集贸市场<管理>办法 & \u0007细则',
    unit: '县商务局',
    kind: 'normative' as const,
    kindName: '行政规范性文件',
    state: 'reviewing' as const,
    stateName: '审核中',
    reviewer: null,
    receivedOn: '2026-11-02',
    acceptedOn: null,
    signedOn: null,
    pausedDays: 3,
    due: null,
    isLate: false,
    opinionNumber: null,
    conclusion: null,
    illegal: 0,
    others: 0,
    answered: 0,
    adopted: 0,
    deliberatedOn: null,
    registrationNumber: null,
    publishedOn: null,
    filedOn: null,
    validUntil: null,
  }

  it('has a sheet for each ledger, the sum under the totals, and holds whatever a title holds', () => {
    const file = ledgerXlsx(
      { from: '2026-01-01', to: '2026-12-31', asOf: '2026-11-21', totals: [total, total], rows: [row], items: [] },
      '县司法局',
    )
    const parts = unzipSync(file)
    const xmlOf = (name: string) => strFromU8(parts[name]!)
    expect([...xmlOf('xl/workbook.xml').matchAll(/<sheet name="([^"]+)"/g)].map(([, name]) => name)).toEqual([
      '总账',
      '台账',
      '细账',
    ])
    const totals = xmlOf('xl/worksheets/sheet1.xml')
    expect(totals).toContain('合法性审核总账')
    expect(totals).toContain('单位：县司法局')
    expect(totals).toMatch(/合计<\/t><\/is><\/c><c r="B6" s="4"\/><c r="C6" s="5"><v>4<\/v>/)
    expect(xmlOf('xl/worksheets/sheet2.xml')).toContain('集贸市场&lt;管理&gt;办法 &amp; 细则')
    expect(xmlOf('xl/worksheets/sheet2.xml')).toContain('<mergeCell ref="A1:W1"/>')
  })
})
