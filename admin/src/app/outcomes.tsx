import { Button, Result } from 'antd'
import type { ReactNode } from 'react'
import { Link, useRouteError } from 'react-router'
import { useT } from '../i18n/i18n.tsx'
import { permissionKey } from '../areas/staff/permission.ts'
import { useCan, useSees } from './me.tsx'

/** Shows the page to those who may see it. */
export function Guard({ page, children }: { page: { permission?: string; platform?: true }; children: ReactNode }) {
  const t = useT()
  const can = useCan()
  const sees = useSees()
  if (sees(page)) return children
  const { permission } = page
  const key = permissionKey[permission ?? '']
  return (
    <Result
      status="403"
      title={t('outcome.forbidden')}
      subTitle={can(permission) ? t('outcome.platformHint') : t('outcome.forbiddenHint', { permission: key ? t(key) : (permission ?? '') })}
      extra={<HomeLink />}
      data-testid="forbidden"
    />
  )
}

export function NotFound() {
  const t = useT()
  return (
    <Result status="404" title={t('outcome.notFound')} subTitle={t('outcome.notFoundHint')} extra={<HomeLink />} data-testid="not-found" />
  )
}

/** A fault while a page was drawn or its code was loaded; after a release, old code is gone and only a reload helps. */
export function RouteError() {
  const t = useT()
  const error = useRouteError()
  const text = error instanceof Error ? error.message : String(error)
  const outdated = /dynamically imported module|Importing a module script failed/i.test(text)
  return (
    <Result
      status={outdated ? 'info' : 'error'}
      title={t(outdated ? 'outcome.outdated' : 'outcome.broken')}
      subTitle={outdated ? t('outcome.outdatedHint') : text}
      extra={
        <Button type="primary" onClick={() => location.reload()}>
          {t('outcome.reload')}
        </Button>
      }
    />
  )
}

function HomeLink() {
  const t = useT()
  return (
    <Link to="/">
      <Button type="primary">{t('outcome.home')}</Button>
    </Link>
  )
}
