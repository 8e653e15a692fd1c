import { z } from 'zod'

/** 违法 · 不当 · 建议修改: what a reviewer concludes of one point, in place of the machine's severity. */
export const Verdict = z.enum(['illegal', 'improper', 'hint'])
export type Verdict = z.infer<typeof Verdict>
