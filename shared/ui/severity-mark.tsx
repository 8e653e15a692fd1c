import type { Severity } from '@hongxian/shared/rule'

/** Colour and shape, so that grey print and colour-blind eyes read it too. */
export const SEVERITY_NAMES: Readonly<Record<Severity, { readonly name: string; readonly mark: string }>> = {
  illegal: { name: '违法', mark: '●' },
  improper: { name: '不当', mark: '◐' },
  suspect: { name: '存疑', mark: '○' },
  hint: { name: '提示', mark: '·' },
}

/** Gravest first. */
export const SEVERITIES: readonly Severity[] = ['illegal', 'improper', 'suspect', 'hint']

export function SeverityMark({ severity }: { severity: Severity }) {
  const { name, mark } = SEVERITY_NAMES[severity]
  return (
    <span class="hx-severity" data-severity={severity}>
      <span class="hx-mark" aria-hidden="true">
        {mark}
      </span>
      {name}
    </span>
  )
}
