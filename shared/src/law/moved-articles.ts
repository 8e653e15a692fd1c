import { formatNumeral } from '../text/numeral.ts'
import type { Catalogue, Law, LawVersion, ReadMoves } from './catalogue.ts'
import type { ArticlePlace } from './citation.ts'
import { articleKey } from './read-references.ts'
import type { ArticleMove } from './reference-rows.ts'

/** Where a revision put an article. */
export interface MovedArticle {
  readonly move: ArticleMove
  readonly table: ReadMoves
  /** 第六十三条、第六十四条 */
  readonly now: string
}

/** 17-1 → 第十七条之一. */
export function articleLabel(key: string): string {
  const [number, suffix] = key.split('-')
  return `第${formatNumeral(Number(number))}条${suffix === undefined ? '' : `之${formatNumeral(Number(suffix))}`}`
}

/**
 * Where the matter of an old article number stands in the version in force: moved by the latest revision of this law, or
 * from a law whose articles went into this one (第五十九条 of the former 环境保护法, cited as if of the code).
 */
export function movesInto(
  catalogue: Catalogue,
  law: Law,
  version: LawVersion | null,
  place: ArticlePlace,
): MovedArticle[] {
  if (version?.date == null) return []
  const key = articleKey(place)
  const tables = (catalogue.moves.get(law.title) ?? []).filter(
    (table) => (table.into ?? table.law) === law.title && table.to <= version.date!,
  )
  const latest = tables
    .map((table) => table.to)
    .sort()
    .at(-1)
  return tables
    .filter((table) => table.to === latest)
    .map((table) => ({ table, move: table.byArticle.get(key) }))
    .filter(
      (one): one is { table: ReadMoves; move: ArticleMove } => one.move !== undefined && !one.move[1].includes(key),
    )
    .map((one) => ({ ...one, now: one.move[1].map(articleLabel).join('、') }))
}

/** Where the articles of a repealed law went in the law that took its place. */
export function movedOut(catalogue: Catalogue, law: Law, place: ArticlePlace): MovedArticle | null {
  const key = articleKey(place)
  for (const table of catalogue.moves.get(law.title) ?? []) {
    if (table.into === undefined || table.law !== law.title) continue
    const move = table.byArticle.get(key)
    if (move !== undefined) return { move, table, now: move[1].map(articleLabel).join('、') }
  }
  return null
}

/** Words around a citation: of the clauses beside it, and further off. */
export interface CitationContext {
  readonly near: string
  readonly far: string
}

/** How well the words around a citation fit the article that moved, and the one that has its number now. */
export interface TopicFit {
  readonly moved: number
  readonly present: number
}

export function topicFit(
  catalogue: Catalogue,
  law: Law,
  moved: MovedArticle,
  key: string,
  context: CitationContext,
): TopicFit {
  const words = catalogue.topics.get(law.title)?.words ?? {}
  const present = termsOf(words, [key])
  const wanted = termsOf(words, moved.move[1])
  // Terms a person chose for the moved matter, none of which stands in the article of that number now: each tells as much as two.
  const chosen = new Set(moved.move[2].split('、').filter((term) => term.length >= 2 && !COMMON.has(term)))
  for (const term of chosen) wanted.add(term)
  const shared = new Set([...wanted].filter((word) => present.has(word)))
  return {
    moved: fitOfAll(wanted, present, context, chosen),
    // What both articles say speaks for the number as it stands.
    present: fitOfAll(present, wanted, context) + fitOfAll(shared, new Set(), context) / 2,
  }
}

/** Fit of the words that only one of two articles has; a word within a longer one that fits counts once. */
function fitOfAll(
  words: ReadonlySet<string>,
  others: ReadonlySet<string>,
  context: CitationContext,
  chosen: ReadonlySet<string> = new Set(),
): number {
  const counted: string[] = []
  let fit = 0
  for (const word of [...words].sort((a, b) => b.length - a.length)) {
    if (others.has(word) || counted.some((longer) => longer.includes(word))) continue
    const one = fitOf(word, context) * (chosen.has(word) && context.near.includes(word) ? 2 : 1)
    if (one > 0) counted.push(word)
    fit += one
  }
  return fit
}

/** A word in the clause beside the citation tells more than one further off. */
function fitOf(word: string, { near, far }: CitationContext): number {
  return near.includes(word) ? weight(word) : far.includes(word) ? weight(word) / 2 : 0
}

function termsOf(words: Readonly<Record<string, string>>, keys: readonly string[]): Set<string> {
  const terms = new Set<string>()
  for (const key of keys) for (const term of words[key]?.split(' ') ?? []) if (!COMMON.has(term)) terms.add(term)
  return terms
}

const weight = (word: string): number => (word.length >= 3 ? 1.5 : 1)

// Words of every order and every notice: they fit anything.
const COMMON = new Set(
  '处罚 罚款 行政 机关 人民 政府 部门 责令 改正 规定 决定 实施 管理 监督 检查 公民 法人 组织 单位 个人 情节 严重 责任 人员 工作 要求 应当 有关 主管 负责 进行 符合 安全 公安 权益 批准 说明 意见 影响 必要 发现 活动 制定 标准 提供 办理 执行 作出 申请 依法 情形 适用 公共 社会 国家 国务院 设定 机构 制度 方式 内容 登记 程序 措施 其他 给予 法律 法规 规章 城市 县级 警告 信息 工作人员 直接负责 主管人员 行为 违反 权利 期限 资格 经营 使用 建设 变更 范围 适用范围 权限 条件 种类 期间 公告 义务 职责 主体 救济 原则 备案 审查 送达 名称 事项 行政机关'.split(
    ' ',
  ),
)
