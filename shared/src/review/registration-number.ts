/** What a template of 登记号 is filled in with. */
export interface NumberParts {
  readonly year: number
  /** Counted by office and year, from 1 on. */
  readonly serial: number
  /** 区划简称; `null` where the office has set none. */
  readonly region: string | null
}

const PLACEHOLDER = /\{([^{}]*)\}/g
const SERIAL = /^号(?::([1-9]))?$/
const LONGEST = 60

/**
 * Why a template of 登记号 cannot be used, one sentence; `null` where it can. 例：`{区划}府规〔{年}〕{号}号`, `LJDR-{年}-{号:4}`
 * (四位，不足的补零).
 */
export function faultOfNumberTemplate(template: string): string | null {
  if (template.length > LONGEST) return `登记号模板不得超过${LONGEST}字。`
  const names = [...template.matchAll(PLACEHOLDER)].map(([, name]) => name as string)
  if (/[{}]/.test(template.replace(PLACEHOLDER, ''))) return '登记号模板中的花括号应当成对。'
  const unknown = names.find((name) => name !== '年' && name !== '区划' && !SERIAL.test(name))
  if (unknown !== undefined)
    return `登记号模板不能使用{${unknown}}，可以使用{区划}、{年}、{号}，以及{号:4}这样补足位数的写法。`
  if (names.filter((name) => SERIAL.test(name)).length !== 1) return '登记号模板应当有一处{号}。'
  if (names.filter((name) => name === '年').length !== 1) return '登记号模板应当有一处{年}，顺序号按年度编排。'
  return /\s/.test(template) ? '登记号模板不得含有空格。' : null
}

export const namesRegion = (template: string): boolean => template.includes('{区划}')

/** @param template without fault */
export const numberByTemplate = (template: string, { year, serial, region }: NumberParts): string =>
  template.replace(PLACEHOLDER, (_, name: string) => {
    if (name === '年') return String(year)
    if (name === '区划') return region ?? ''
    return String(serial).padStart(Number(SERIAL.exec(name)?.[1] ?? 1), '0')
  })
