import { isValues, type Values } from './value.ts'

/** Conditions that look for words, by where they look. */
export const PLACES: Readonly<Record<string, string>> = {
  分句内: '同一分句（逗号之间）',
  同分句: '同一分句（逗号之间）',
  同句: '同一句',
  同款: '同一款',
  同条: '同一条',
  全文: '全文',
  前: '前面',
  后: '后面',
  内: '找到的词句里',
  列举头: '所在列举的开头语里',
  标题含: '文件标题里',
}

/** Conditions that hold or do not: how they are said, and how their contrary is. */
export const SAID: Readonly<Record<string, readonly [string, string]>> = {
  主体: ['说的是', '说的不是'],
  情态: ['语气是', '语气不是'],
  后果: ['带有不利后果', '不带不利后果'],
  文种: ['文种是', '文种不是'],
  效力级别: ['效力级别是', '效力级别不是'],
  发文层级: ['发文层级是', '发文层级不是'],
  含部分: ['文件有', '文件缺'],
  缺部分: ['文件缺', '文件有'],
  位于: ['位置在', '位置不在'],
  引用上位法: ['引用了法律、法规', '没有引用法律、法规'],
  引用: ['引用了', '没有引用'],
  引号内: ['在引号里', '不在引号里'],
  完整文件: ['是整份文件', '是节选'],
  例外: ['默认例外成立', '默认例外不成立'],
}

const FIRST: Readonly<Record<string, unknown>> = {
  主体: '相对人',
  情态: '不得',
  后果: '处罚',
  文种: ['规范性文件'],
  效力级别: '低于规章',
  发文层级: ['县', '乡'],
  含部分: '有效期',
  缺部分: '施行日期',
  位于: '正文',
  引用上位法: '同句',
  引号内: true,
  完整文件: true,
}

/** What may be added, in the order of use. */
export const ADDED = [
  '同句',
  '主体',
  '情态',
  '前',
  '后',
  '同款',
  '全文',
  '标题含',
  '列举头',
  '后果',
  '引用上位法',
  '文种',
  '发文层级',
  '效力级别',
  '位于',
  '引号内',
  '完整文件',
  '缺部分',
  '含部分',
  '分句内',
  '同条',
  '内',
]

export const nameOf = (key: string): string => (key in PLACES ? `${PLACES[key]}有` : (SAID[key]?.[0] ?? key))

/** The value with one condition more that must hold as well. */
export function withClause(value: unknown, key: string, isNot: boolean): unknown {
  const first = key in PLACES ? '' : FIRST[key]
  const [name, inner] = isNot ? ['非', { [key]: first }] : [key, first]
  const map: Values = isValues(value) ? value : { 任一: Array.isArray(value) ? value : [value] }
  if (!(name in map)) return { ...map, [name]: inner }
  const also = Array.isArray(map.皆) ? map.皆 : map.皆 === undefined ? [] : [map.皆]
  return { ...map, 皆: [...also, { [name]: inner }] }
}
