import { startPanel } from '../../sidepanel/start-panel.tsx'

startPanel(document.querySelector<HTMLElement>('#root')!, location.href)
