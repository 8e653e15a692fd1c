import type { Span } from '../../text/index.ts'
import { eachByItself, type MatcherFinding, namesIn } from './matcher.ts'

// 公文处理工作条例第九条（五）、GB/T 9704—2012 7.2.5：机关代字、年份（六角括号）、顺序号不编虚位、不加“第”。
const NUMBER = /([〔[［（(【﹝])(\d{2}|\d{4})([〕\]］）)】﹞])(第?)(0*)(\d{1,5})号/g
const CASE_LETTERS = /[民刑行执赔诉]初?终?再?$/

// From the bracket on: the letters before it are read backwards, where there is one.
const BLANK =
  /[〔[［（(【﹝][^\S\n]*(?:\d{4}|\d{2})?[^\S\n]*[〕\]］）)】﹞][^\S\n]*(?:第[^\S\n]*)?(?:[×xXⅹ＊*_＿]|[^\S\n])*号/g
const TWO_DIGITS = /[〔［【﹝[（(][^\S\n]*\d{2}[^\S\n]*[〕］】﹞\]）)](?=[^\S\n]*(?:第?[^\S\n]*\d|号))/g
const LETTERS = /[\u4e00-\u9fff]{1,14}$/

const lettersBefore = (text: string, at: number) => LETTERS.exec(text.slice(Math.max(0, at - 14), at))?.[0] ?? ''

/** 政发〔2026〕号, 政发〔2026〕××号: the number has yet to be filled in. */
function blankNumbers(text: string, range: Span): MatcherFinding[] {
  return [...text.slice(range.start, range.end).matchAll(BLANK)].flatMap((match) => {
    const at = range.start + match.index
    const letters = lettersBefore(text, at)
    // （2）号 and （）号 after a word are no 文号.
    if (!/[〔［【﹝[]/.test(match[0]) && !/(?:发|规|函|办|令|字)$/.test(letters)) return []
    const end = at + match[0].length
    return [{ start: at - letters.length, end, values: { 情况: '缺顺序号', 应为: '机关代字、年份、顺序号' } }]
  })
}

function shortYears(text: string, range: Span): MatcherFinding[] {
  return [...text.slice(range.start, range.end).matchAll(TWO_DIGITS)].flatMap((match) => {
    const at = range.start + match.index
    const letters = lettersBefore(text, at)
    if (letters.length < 2) return []
    const end = at + match[0].length
    return [{ start: at - letters.length, end, values: { 情况: DETAILS.年份!, 应为: '四位年份' } }]
  })
}

/**
 * 发文字号 that are not written as they must be. Option 种类, one or more: 括号, 第, 虚位, 年份, 缺号, 两位年 (whether
 * or not the serial number is complete).
 */
export const documentNumber = eachByItself('document-number', ({ text }, range, options) => {
  const wanted = namesIn(options.种类) ?? ['括号', '第', '虚位', '年份']
  const findings: MatcherFinding[] = [
    ...(wanted.includes('缺号') ? blankNumbers(text, range) : []),
    ...(wanted.includes('两位年') ? shortYears(text, range) : []),
  ]
  let last = range.start
  for (const match of text.slice(range.start, range.end).matchAll(NUMBER)) {
    const [whole, open, year, close, prefix, zeros, serial] = match as unknown as string[]
    const start = range.start + match.index
    const letters = LETTERS.exec(text.slice(Math.max(last, start - 14), start))?.[0] ?? ''
    if (letters.length < 2) continue
    const end = start + whole!.length
    last = end
    if (CASE_LETTERS.test(letters)) continue
    const faults = [
      (open !== '〔' && open !== '﹝') || (close !== '〕' && close !== '﹞') ? '括号' : '',
      prefix === '' ? '' : '第',
      zeros === '' ? '' : '虚位',
      year!.length === 4 ? '' : '年份',
    ].filter((fault) => wanted.includes(fault))
    if (faults.length === 0) continue
    const after = `〔${year!.length === 4 ? year : `20${year}`}〕${serial}号`
    findings.push({
      start: start - letters.length,
      end,
      values: { 情况: faults.map((fault) => DETAILS[fault]).join('，'), 应为: `${letters}${after}` },
      fix: { start, end, after },
    })
  }
  return findings.sort((a, b) => a.start - b.start)
})

const DETAILS: Record<string, string> = {
  括号: '年份应当用六角括号“〔〕”括入',
  第: '顺序号前不加“第”字',
  虚位: '顺序号不编虚位',
  年份: '年份应当标全称',
}
