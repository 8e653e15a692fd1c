import type { Span } from '../text/span.ts'

/** One place in a law: 第十七条之一第二款第（三）项第1目. Numbers are `null` where not named. */
export interface ArticlePlace {
  readonly article: number | null
  /** 1 for 之一, 0 for none. */
  readonly suffix: number
  readonly paragraph: number | null
  readonly item: number | null
  readonly subitem: number | null
}

/** A place, or the range from one to another (第三条至第七条). */
export interface ArticleReference extends ArticlePlace {
  readonly to: ArticlePlace | null
  /** As a lawyer writes it: 第二十三条第一款第（二）项. */
  readonly label: string
}

/**
 * How the document named what it cites: by its title in 书名号, by a name without them, by a 简称 the text defines, by a
 * pronoun (该办法), or by its number alone (国办发〔2018〕37号).
 */
export type CitationVia = 'title' | 'bare' | 'alias' | 'pronoun' | 'number'

/**
 * What the citation is there for. `own`: the document itself (本办法) or the one it issues; `repeal`: put out of force
 * here; `past`: told as history (原《…》, 已废止的《…》); `draft`: a draft of a law (征求意见稿).
 */
export type CitationRole = 'basis' | 'mention' | 'own' | 'repeal' | 'past' | 'draft'

/** A citation in a text; its span runs from the title (or the article, where the title stands earlier) to the last 项. */
export interface Citation extends Span {
  /** Title without 书名号, spaces and line breaks removed; a 简称 is replaced by what it stands for; empty where not resolved. */
  readonly title: string
  /** The name as the text has it at this place; empty where only an article stands here. */
  readonly written: string
  readonly via: CitationVia
  readonly role: CitationRole
  /** 文号 given with it: 国办发〔2018〕37号. */
  readonly number: string | null
  /** Year of the version the text names: 2012年修正的《…》, （2017年修正）. */
  readonly year: number | null
  readonly reference: ArticleReference | null
}

/** What a text must tell for its citations to be found; a `ParsedDocument` is one. */
export interface CitationSource {
  readonly text: string
  readonly frontMatter?: {
    readonly title: { readonly value: string } | null
    readonly number: { readonly value: string } | null
  }
}
