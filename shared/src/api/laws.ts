import { z } from 'zod'
import { Day, Id, limitUpTo } from './common.ts'
import { endpoint } from './endpoint.ts'

/** A law as it stood on the day asked for. */
export const LawEntry = z.object({
  title: z.string(),
  level: z.string(),
  issuer: z.string().nullable(),
  number: z.string().nullable(),
  inForce: z.boolean(),
  /** Whether it is in force is open: look it up before relying on it. */
  doubt: z.boolean(),
  /** The version in force; dates YYYY-MM-DD, or a year alone where no more is known. `articles`: number of the last one. */
  version: z
    .object({
      date: z.string().nullable(),
      effective: z.string().nullable(),
      until: z.string().nullable(),
      articles: z.int().nullable(),
    })
    .nullable(),
  repealedOn: z.string().nullable(),
  repealedBy: z.string().nullable(),
  note: z.string().nullable(),
})
export type LawEntry = z.infer<typeof LawEntry>

export const findLaws = endpoint('findLaws', {
  resource: '法律目录',
  summary: '按名称查找法律、法规、规章及其效力',
  query: z.object({
    q: z.string().min(1, '请输入要查找的名称').max(100),
    asOf: Day.optional(),
    limit: limitUpTo(50, 20),
  }),
  response: z.object({ asOf: Day, items: z.array(LawEntry) }),
})

/** The wording of cited articles, from the statute texts that the office has imported. */
export const ArticleWording = z.object({
  asOf: Day,
  /** Full title where the catalogue has the law, else as asked for. */
  title: z.string(),
  /** Date of the version shown, YYYY-MM-DD; `null` where no text is shown or the text tells no date. */
  version: z.string().nullable(),
  /** The version shown is the one in force on the day; `null` where the catalogue cannot tell. */
  isInForce: z.boolean().nullable(),
  /** As asked for, one for each article; `text` is `null` where it has not been imported. Lines of `text` are its 款 and 项. */
  articles: z.array(z.object({ label: z.string(), text: z.string().nullable() })),
  /** What the reader must know about the wording, or why there is none: one sentence, empty where all is as it should be. */
  notice: z.string(),
})
export type ArticleWording = z.infer<typeof ArticleWording>

export const getArticleWording = endpoint('getArticleWording', {
  resource: '法律目录',
  summary: '一部法律若干条的条文原文',
  description:
    '取自本单位导入的法律文本，给出指定日期有效的版本。title 为法律名称；place 写法如“第十六条第四款”“第六十三条、第六十四条”。没有导入的，notice 说明如何导入。',
  query: z.object({ asOf: Day.optional() }),
  response: ArticleWording,
})

export const CitationState = z.enum([
  'in-force',
  'amended-since',
  'repealed',
  'not-yet-in-force',
  'article-does-not-exist',
  'name-inexact',
  'unknown',
])

/** A law or document that a text cites, at one article or as a whole, with every place where it does. */
export const CitedPlace = z.object({
  /** Full title where the catalogue has it, else as the text writes it. */
  title: z.string(),
  /** 第二十三条第一款; `null` where the document is cited as a whole. */
  article: z.string().nullable(),
  status: CitationState,
  /** Rests on proven facts; where `false`, look it up. */
  certain: z.boolean(),
  level: z.string().nullable(),
  /** Why, and what to cite instead; empty for what is in force. */
  reason: z.string(),
  /** Half-open, UTF-16 code units of the text, in order. */
  spans: z.array(z.object({ start: z.int(), end: z.int() })),
})
export type CitedPlace = z.infer<typeof CitedPlace>

export const listCitations = endpoint('listCitations', {
  resource: '法律目录',
  summary: '一个稿次引用的法律文件及其效力',
  query: z.object({ asOf: Day.optional() }),
  response: z.object({ versionId: Id, asOf: Day, citations: z.array(CitedPlace) }),
  problems: ['version-not-found'],
})
