import '@hongxian/shared/ui/theme.css'
import './console.css'
import './rule-form/rule-form.css'
import { render } from 'preact'
import { App } from './App.tsx'

render(<App />, document.getElementById('app') as HTMLElement)
