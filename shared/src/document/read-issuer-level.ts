import type { IssuerLevel } from './document.ts'
import type { FrontMatter } from './front-matter.ts'

/** The level of the issuing organ by its name, or `null` where the name does not tell. */
export function readIssuerLevel(frontMatter: FrontMatter): IssuerLevel | null {
  const name = frontMatter.issuer?.value ?? frontMatter.title?.value ?? ''
  if (name.startsWith('国务院')) return '国务院'
  if (/^[^市县]{2,8}(?:省|自治区)/.test(name)) return '省'
  if (/(?:乡|镇)人民政府|^.{1,4}(?:乡|镇)/.test(name)) return '乡'
  if (/县|区/.test(name.slice(0, 8))) return '县'
  return name.includes('市') ? '市' : null
}
