/**
 * One version of one law, as a line of `rules/reference/laws.jsonl` gives it. Keys are left out where nothing is known.
 * Dates are `YYYY-MM-DD`, or a year alone where no more is known of an old version.
 */
export interface LawRow {
  /** Full name without 书名号. */
  readonly title: string
  /** Other names in use, besides the full name without 中华人民共和国. */
  readonly short?: readonly string[]
  /** 效力级别, see `level.ts`. */
  readonly level: string
  /** Left out for State Council regulations issued by the State Council. */
  readonly issuer?: string
  readonly region?: string
  /** 国令第724号, 国市监反垄规〔2021〕2号. */
  readonly number?: string
  /** Date the version was passed or published. */
  readonly version?: string
  /** First adopted, where that is another day than `version`. */
  readonly adopted?: string
  /** Earlier amendments. */
  readonly amended?: readonly string[]
  /** Day this version took or takes effect. */
  readonly effective?: string
  readonly effectiveUnsure?: 1
  /** Number of the last article. */
  readonly articles?: number
  /** `17-1` for 第十七条之一. */
  readonly inserted?: readonly string[]
  /** Day a later version replaced this one, where that version is not in the catalogue. */
  readonly superseded?: string
  /** Day the law as a whole went out of force; with `dead` and no date, the day is not known. */
  readonly repealed?: string
  readonly repealedBy?: string
  /** The repeal is common knowledge, not proven: never the ground of 违法. */
  readonly repealedUnsure?: 1
  readonly dead?: 1
  /** Whether it is (still, already) in force is open. */
  readonly doubt?: 1
  /** What to read instead or besides. */
  readonly see?: string
  readonly note?: string
  /**
   * One group of characters an article from the first on, one character a 款, its value (base 36) the number of 项; `?`
   * where not known: `0 50 ?` is an article of one 款, one of two 款 whose first has five 项, and one not known.
   */
  readonly shape?: string
}

/**
 * `[old article, new articles, terms, confidence 0–1]`; articles as `LawRow.inserted` writes them, terms of the moved
 * matter parted by 、.
 */
export type ArticleMove = readonly [from: string, to: readonly string[], terms: string, confidence: number]

/** How a revision renumbered a law; `into` when the articles went into another law. */
export interface RenumberTable {
  readonly law: string
  readonly from: string
  readonly into?: string
  readonly to: string
  readonly moves: readonly ArticleMove[]
}

/** Terms that tell what each article of a version is about, by article (`17`, `17-1`), parted by spaces. */
export interface TopicRow {
  readonly law: string
  readonly version: string
  readonly words: Readonly<Record<string, string>>
}

/**
 * Penal articles of a law, by article: one entry a 款, empty where it states no penalty. `罚没改~ 12,17`: kinds of penalty,
 * then marks (~ the fine comes only after an order was not followed, 知 only who knew, 个 persons only, 单 units only), then
 * the articles whose breach it punishes.
 */
export interface PenaltyRow {
  readonly law: string
  readonly version: string
  readonly articles: Readonly<Record<string, readonly string[]>>
}

/** An institution's former names. */
export interface InstitutionRow {
  readonly names: readonly string[]
  readonly now: string
  /** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`: since then the old names are out of date. */
  readonly since?: string
  readonly scope: '国家' | '地方'
  /** 更名: the name is gone; 本地: right in some places, the local 三定 decides; 职责: only the duty moved; 不变: right. */
  readonly kind: '更名' | '本地' | '职责' | '不变'
  readonly duty?: string
  readonly note?: string
  readonly sure: 0 | 1
}

/** Reference data as plain JSON: what `rules/reference` holds and a rule set carries. */
export interface ReferenceRows {
  readonly laws: readonly LawRow[]
  readonly renumbered?: readonly RenumberTable[]
  readonly topics?: readonly TopicRow[]
  readonly institutions?: readonly InstitutionRow[]
  readonly penalties?: readonly PenaltyRow[]
}
