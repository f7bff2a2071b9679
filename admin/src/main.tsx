import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router/dom'
import { queryClient } from './api/use.ts'
import { router } from './app/router.tsx'
import './design/console.css'
import { LookProvider } from './design/mode.tsx'
import { I18nProvider } from './i18n/i18n.tsx'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <I18nProvider>
      <LookProvider>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </LookProvider>
    </I18nProvider>
  </StrictMode>,
)
