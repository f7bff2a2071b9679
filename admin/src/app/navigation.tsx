import { Badge, Menu, type MenuProps } from 'antd'
import { createElement, useEffect, useState } from 'react'
import { matchPath, useLocation, useNavigate } from 'react-router'
import { useRead } from '../api/use.ts'
import { useT, type Translate } from '../i18n/i18n.tsx'
import { useCan, useSees } from './me.tsx'
import { areas, pages, type Area } from './pages.ts'

type MenuItem = NonNullable<MenuProps['items']>[number]

export function Navigation({ onChosen }: { onChosen?: () => void }) {
  const t = useT()
  const can = useCan()
  const sees = useSees()
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const counts = useRead('countAdminOrders', undefined, { enabled: can('order.read'), refetchInterval: 60_000 })
  const current = pageAt(pathname)
  const area = current?.area
  const [opened, setOpened] = useState<string[]>([])
  useEffect(() => {
    if (area) setOpened((now) => (now.includes(area) ? now : [...now, area]))
  }, [area])
  // Details and editors have no entry of their own: the list they belong to stays marked.
  const selected = current?.inner ? pages.findLast((page) => !page.inner && pathname.startsWith(`${page.path}/`))?.path : current?.path
  const items = areas.flatMap(({ area, label, icon }) =>
    areaItem({ area, label: t(label), icon: createElement(icon) }, { sees, t, toShip: counts.data?.to_ship ?? 0 }),
  )
  return (
    <nav aria-label={t('header.navigation')} data-testid="navigation">
      <Menu
        mode="inline"
        items={items}
        selectedKeys={selected ? [selected] : []}
        openKeys={opened}
        onOpenChange={(keys) => setOpened(keys)}
        onClick={({ key }) => {
          void navigate(key)
          onChosen?.()
        }}
        style={{ borderInlineEnd: 0 }}
      />
    </nav>
  )
}

const pageAt = (pathname: string) => pages.find((page) => matchPath(page.path, pathname))

interface Known {
  sees: ReturnType<typeof useSees>
  t: Translate
  toShip: number
}

/** An area with one page is a plain entry; one with several folds; one with none this person may see is left out. */
function areaItem({ area, label, icon }: { area: Area; label: string; icon: React.ReactNode }, { sees, t, toShip }: Known): MenuItem[] {
  const shown = pages.filter((page) => page.area === area && !page.inner && sees(page))
  const first = shown[0]
  if (!first) return []
  if (shown.length === 1) {
    const badge = area === 'orders' && toShip > 0 ? <Badge count={toShip} size="small" overflowCount={999} /> : null
    return [
      {
        key: first.path,
        icon,
        label: badge ? (
          <span className="nav-label">
            {t(first.label)}
            {badge}
          </span>
        ) : (
          t(first.label)
        ),
      },
    ]
  }
  return [{ key: area, icon, label, children: shown.map((page) => ({ key: page.path, label: t(page.label) })) }]
}
