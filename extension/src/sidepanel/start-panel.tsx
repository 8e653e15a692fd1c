import '@hongxian/shared/ui/theme.css'
import { render } from 'preact'
import './panel.css'
import { SidePanel } from './SidePanel.tsx'
import { followTab } from './state.ts'

/** @param address of the panel; `?tab=7` fixes it on one tab, for a panel in a window of its own */
export function startPanel(root: HTMLElement, address: string): void {
  const fixed = new URL(address).searchParams.get('tab')
  render(<SidePanel />, root)
  void followTab(fixed === null ? null : Number(fixed))
}
