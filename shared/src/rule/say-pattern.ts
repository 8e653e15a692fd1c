import type { DocumentKind } from '../document/index.ts'
import type { CompiledCondition, CompiledPattern, RuleSet } from './compiled.ts'
import type { Comparison, Scope } from './pattern.ts'
import { KINDS } from './read-pattern.ts'

export const SCOPE_NAMES: Readonly<Record<Scope, string>> = {
  phrase: '分句',
  sentence: '句',
  paragraph: '款',
  article: '条',
  document: '全文',
}

const within = (scope: Scope): string => (scope === 'document' ? '全文' : `同一${SCOPE_NAMES[scope]}`)

/** 规范性文件、规章 …, as rule files name them. */
export const sayKinds = (kinds: readonly DocumentKind[]): string =>
  [...new Set(kinds)].map((kind) => Object.keys(KINDS).find((name) => KINDS[name] === kind) ?? kind).join('、')

const COMPARISONS: Readonly<Record<Comparison['is'], string>> = {
  more: '大于',
  less: '小于',
  atMost: '不大于',
  atLeast: '不小于',
  equal: '等于',
}

const WORDS_SAID = 4

/** What a pattern looks for, in words: the first few of a long list. */
export function sayPattern(pattern: CompiledPattern, ruleSet: RuleSet): string {
  switch (pattern.op) {
    case 'set': {
      const words = ruleSet.sets[pattern.set]!.map((id) => `“${ruleSet.words[id]!}”`)
      return words.length > WORDS_SAID
        ? `${words.slice(0, WORDS_SAID).join('')}等${words.length}个词`
        : words.join('或者')
    }
    case 'number':
      return pattern.class + pattern.compare.map(({ is, value }) => `${COMPARISONS[is]}${value}`).join('、')
    case 'any':
      return pattern.of.length > 3
        ? `${sayPattern(pattern.of[0]!, ruleSet)}等${pattern.of.length}种说法`
        : pattern.of.map((one) => sayPattern(one, ruleSet)).join('或者')
    case 'sequence':
      return pattern.parts.map((part) => sayPattern(part.pattern, ruleSet)).join('…')
    case 'all':
      return pattern.of.map((one) => sayPattern(one, ruleSet)).join('和')
    case 'where':
      return pattern.pattern.op === 'edge'
        ? pattern.conditions.map((one) => sayCondition(one, ruleSet)).join('，并且')
        : sayPattern(pattern.pattern, ruleSet)
    case 'slot':
      return sayPattern(pattern.pattern, ruleSet)
    case 'edge':
      return pattern.at === 'start' ? '开头' : pattern.at === 'end' ? '结尾' : '整个范围'
    case 'matcher':
      return `程序 ${pattern.name}`
  }
}

/** What a condition asks for, in words. */
export function sayCondition(condition: CompiledCondition, ruleSet: RuleSet): string {
  const say = (pattern: CompiledPattern) => sayPattern(pattern, ruleSet)
  switch (condition.kind) {
    case 'has':
      return `${within(condition.scope)}里有${say(condition.pattern)}`
    case 'before':
      return `前面${condition.within}字以内有${say(condition.pattern)}`
    case 'after':
      return `后面${condition.within}字以内有${say(condition.pattern)}`
    case 'inside':
      return `命中的词句里有${say(condition.pattern)}`
    case 'lead-in':
      return `列举的开头语里有${say(condition.pattern)}`
    case 'title-has':
      return `文件标题里有${say(condition.pattern)}`
    case 'subject':
      return `说的是${condition.of.join('、')}`
    case 'cites-upper-law':
      return `${within(condition.scope)}引用了法律、法规${condition.isArticleNeeded ? '的条款' : ''}`
    case 'cites':
      return `${within(condition.scope)}引用了《${condition.law}》${condition.article}`
    case 'document-kind':
    case 'rank':
      return `文种是${sayKinds(condition.of)}`
    case 'issuer-level':
      return `发文层级是${condition.of.join('、')}`
    case 'has-part':
      return `文件有${condition.of.join('、')}`
    case 'lacks-part':
      return `文件没有${condition.of.join('、')}`
    case 'stands-in':
      return `位置在${condition.of.join('、')}`
    case 'quoted':
      return '在引号里'
    case 'whole-document':
      return '是整份文件'
    case 'exception':
      return `默认例外${condition.name}成立`
    case 'every':
      return condition.of.map((one) => sayCondition(one, ruleSet)).join('，并且')
    case 'some':
      return condition.of.map((one) => sayCondition(one, ruleSet)).join('，或者')
    case 'not':
      return `没有这种情形：${sayCondition(condition.condition, ruleSet)}`
  }
}
