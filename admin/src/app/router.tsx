import { createBrowserRouter, type RouteObject } from 'react-router'
import { LoginPage } from './login-page.tsx'
import { pages, type Page } from './pages.ts'
import { Guard, NotFound, RouteError } from './outcomes.tsx'
import { Shell } from './shell.tsx'

const routeOf = (page: Page): RouteObject => ({
  path: page.path,
  ErrorBoundary: RouteError,
  lazy: async () => {
    const Content = await page.load()
    return {
      Component: () => (
        <Guard page={page}>
          <Content />
        </Guard>
      ),
    }
  },
})

export const router = createBrowserRouter(
  [
    { path: '/login', Component: LoginPage, ErrorBoundary: RouteError },
    {
      Component: Shell,
      ErrorBoundary: RouteError,
      HydrateFallback: () => null,
      children: [...pages.map(routeOf), { path: '*', Component: NotFound }],
    },
  ],
  { basename: '/admin' },
)
