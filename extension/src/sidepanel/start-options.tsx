import '@hongxian/shared/ui/theme.css'
import { render } from 'preact'
import { OptionsPage } from './OptionsPage.tsx'
import './panel.css'

export function startOptions(root: HTMLElement): void {
  render(<OptionsPage />, root)
}
