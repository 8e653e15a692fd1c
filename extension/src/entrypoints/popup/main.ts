// Kernels without a side panel open the same panel from the icon.
import { startPanel } from '../../sidepanel/start-panel.tsx'

document.documentElement.style.cssText = 'width:400px;height:600px'
startPanel(document.querySelector<HTMLElement>('#root')!, location.href)
