import '@hongxian/shared/ui/theme.css'
import { render } from 'preact'
import { FilePage, followAddress } from './FilePage.tsx'
import './file.css'

/** @param onShown called once there is a text to review; what is being pasted is nobody's draft yet */
export function startFile(root: HTMLElement, onShown: () => void): void {
  render(<FilePage onShown={onShown} />, root)
  followAddress()
}
