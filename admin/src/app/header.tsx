import { DownOutlined, LogoutOutlined, MenuOutlined, SearchOutlined, SwapOutlined, UserOutlined } from '@ant-design/icons'
import { Avatar, Button, Dropdown, Layout, Tag } from 'antd'
import { useNavigate } from 'react-router'
import { setToken } from '../api/session.ts'
import { queryClient, useWrite } from '../api/use.ts'
import { useT } from '../i18n/i18n.tsx'
import { StockBell } from '../areas/stock/bell.tsx'
import { roleKey } from '../areas/staff/role.ts'
import { useMe } from './me.tsx'
import { LangButton, ModeButton } from './preferences.tsx'

const isMac = /mac/i.test(navigator.platform)

export function Header({ onMenu, onPalette }: { onMenu: (() => void) | undefined; onPalette: () => void }) {
  const t = useT()
  return (
    <Layout.Header className="header">
      {onMenu && <Button type="text" icon={<MenuOutlined />} aria-label={t('header.navigation')} onClick={onMenu} data-testid="menu" />}
      <ShopSwitcher />
      <div className="spring" />
      <button type="button" className="palette-button" onClick={onPalette} data-testid="palette-open">
        <SearchOutlined />
        <span className="wide-text">{t('palette.placeholder')}</span>
        <kbd className="wide-only">{isMac ? '⌘K' : 'Ctrl K'}</kbd>
      </button>
      <StockBell />
      <LangButton />
      <ModeButton />
      <UserMenu />
    </Layout.Header>
  )
}

function ShopSwitcher() {
  const t = useT()
  const me = useMe()
  const navigate = useNavigate()
  const current = me.shops.find((shop) => shop.id === me.shopId)
  const change = useWrite('switchShop', {
    onDone: (next) => {
      // Every list belongs to the shop that was left.
      queryClient.clear()
      queryClient.setQueryData(['getStaffMe', {}], next)
      void navigate('/')
    },
  })
  const items = me.shops.map((shop) => ({
    key: shop.id,
    label: (
      <span className="shop-choice">
        {shop.name}
        <Tag variant="filled">{t(roleKey[shop.role])}</Tag>
      </span>
    ),
  }))
  return (
    <Dropdown
      menu={{ items, selectedKeys: [me.shopId], onClick: ({ key }) => key !== me.shopId && change.mutate({ shopId: key }) }}
      trigger={['click']}
      disabled={me.shops.length < 2}
    >
      <Button
        type="text"
        loading={change.isPending}
        className="shop-switch"
        data-testid="shop-switch"
        aria-label={`${t('header.switchShop')} ${current?.name ?? ''}`}
      >
        <strong>{current?.name}</strong>
        {me.shops.length > 1 && <SwapOutlined />}
      </Button>
    </Dropdown>
  )
}

function UserMenu() {
  const t = useT()
  const me = useMe()
  const navigate = useNavigate()
  const end = () => {
    queryClient.clear()
    setToken(null)
  }
  const logout = useWrite('staffLogout', {
    onDone: end,
    // The session may have ended already; either way this device lets go of it.
    onError: () => {
      end()
      return true
    },
  })
  const items = [
    { key: 'who', label: `${me.name} · ${t(roleKey[me.role])}`, disabled: true },
    { key: 'me', icon: <UserOutlined />, label: t('nav.me') },
    { key: 'logout', icon: <LogoutOutlined />, label: t('header.logout') },
  ]
  return (
    <Dropdown
      menu={{ items, onClick: ({ key }) => (key === 'logout' ? logout.mutate(undefined) : void navigate('/me')) }}
      trigger={['click']}
    >
      <Button type="text" className="user-button" data-testid="user-menu" title={t('header.userMenu')}>
        <Avatar size={28} style={{ background: 'var(--accentSoft)', color: 'var(--accentText)' }}>
          {me.name.slice(0, 1)}
        </Avatar>
        <span className="wide-text">{me.name}</span>
        <DownOutlined className="wide-only" style={{ fontSize: 10 }} />
      </Button>
    </Dropdown>
  )
}
