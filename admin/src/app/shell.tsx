import { Button, Drawer, Grid, Layout, Result, Skeleton } from 'antd'
import { Suspense, useEffect, useState } from 'react'
import { Navigate, Outlet, useLocation, useNavigation } from 'react-router'
import { messageOf } from '../api/message.ts'
import { setToken, useToken } from '../api/session.ts'
import { useRead } from '../api/use.ts'
import { useT } from '../i18n/i18n.tsx'
import { Logo } from '../ui/logo.tsx'
import { Header } from './header.tsx'
import { MeProvider, type Me } from './me.tsx'
import { Navigation } from './navigation.tsx'
import { Palette } from './palette.tsx'

/** Everything behind the login: navigation on the left, header, the page. Without a session it leads to the login and back. */
export function Shell() {
  const token = useToken()
  const { pathname, search } = useLocation()
  // Whoever had a session when this page opened has lost it since; somebody new just signs in.
  const [hadToken] = useState(token !== null)
  if (token === null) {
    const back = encodeURIComponent(pathname + search)
    return <Navigate to={`/login?back=${back}${hadToken ? '&ended' : ''}`} replace />
  }
  return <SignedIn />
}

function SignedIn() {
  const t = useT()
  const me = useRead('getStaffMe')
  if (me.data) return <Frame me={me.data} />
  if (!me.error) return <Skeleton active style={{ padding: 48 }} />
  return (
    <Result
      status="warning"
      title={t('outcome.noServer')}
      subTitle={messageOf(me.error, t)}
      extra={[
        <Button key="again" type="primary" onClick={() => void me.refetch()}>
          {t('common.retry')}
        </Button>,
        <Button key="out" onClick={() => setToken(null)}>
          {t('header.logout')}
        </Button>,
      ]}
    />
  )
}

function Frame({ me }: { me: Me }) {
  const t = useT()
  const wide = Grid.useBreakpoint().lg ?? true
  const [menuOpen, setMenuOpen] = useState(false)
  const [paletteOpen, setPaletteOpen] = useState(false)
  usePaletteKey(() => setPaletteOpen(true))
  const brand = (
    <div className="brand">
      <Logo size={30} />
      <span>{t('app.name')}</span>
    </div>
  )
  return (
    <MeProvider me={me}>
      <a className="skip" href="#content">
        {t('header.skip')}
      </a>
      <Layout className="frame">
        {wide && (
          <Layout.Sider width={216} className="sider">
            {brand}
            <Navigation />
          </Layout.Sider>
        )}
        <Layout>
          <Header onMenu={wide ? undefined : () => setMenuOpen(true)} onPalette={() => setPaletteOpen(true)} />
          <Layout.Content id="content" tabIndex={-1} className="content">
            <LoadingBar />
            <Suspense fallback={<Skeleton active />}>
              {/* A new shop is a new console: nothing typed or chosen for the old one may stay. */}
              <Outlet key={me.shopId} />
            </Suspense>
          </Layout.Content>
        </Layout>
      </Layout>
      <Drawer
        open={menuOpen}
        onClose={() => setMenuOpen(false)}
        placement="left"
        size={264}
        title={brand}
        styles={{ body: { padding: '8px 0' } }}
      >
        <Navigation onChosen={() => setMenuOpen(false)} />
      </Drawer>
      {paletteOpen && <Palette onClose={() => setPaletteOpen(false)} />}
    </MeProvider>
  )
}

/** Tells that the code of the next page is on its way. */
function LoadingBar() {
  return useNavigation().state === 'loading' ? <div className="loading-bar" role="progressbar" aria-label="loading" /> : null
}

function usePaletteKey(open: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey)) return
      event.preventDefault()
      open()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  })
}
