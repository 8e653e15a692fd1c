import { SEVERITY_NAMES, type Severity } from '@hongxian/shared/rule'

/** Beside the colour, so that grey print and colour-blind eyes read it too. */
const MARKS: Readonly<Record<Severity, string>> = { illegal: '●', improper: '◐', suspect: '○', hint: '·' }

export function SeverityMark({ severity }: { severity: Severity }) {
  return (
    <span class="hx-severity" data-severity={severity}>
      <span class="hx-mark" aria-hidden="true">
        {MARKS[severity]}
      </span>
      {SEVERITY_NAMES[severity]}
    </span>
  )
}
