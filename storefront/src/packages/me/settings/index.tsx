import Taro from '@tarojs/taro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { shop } from '@/api/client'
import { type Lang, setLanguage, t } from '@/i18n'
import { Box, Text } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Card, Cell } from '@/kit/Cell'
import { Checkbox } from '@/kit/Checkbox'
import { Field } from '@/kit/Field'
import { Page } from '@/kit/Page'
import { Popup } from '@/kit/Popup'
import { confirm, toast } from '@/kit/overlays-store'
import { go } from '@/lib/navigate'
import { hasThemes } from '@/platform/look'
import { ROUTES } from '@/routes'
import { forgetSession, useSession } from '@/stores/session'
import { type Settings, useSettings } from '@/stores/settings'
import { BindPhone } from './bind-phone'
import './index.scss'

type Choice = 'lang' | 'theme' | 'text'
const OPTIONS: { [K in Choice]: readonly Settings[K][] } = {
  lang: ['zh-CN', 'en'],
  theme: ['system', 'light', 'dark'],
  text: ['normal', 'large', 'huge'],
}

export default function SettingsPage() {
  const settings = useSettings()
  const client = useQueryClient()
  const [open, setOpen] = useState<Choice | 'name' | 'birthday' | 'phone' | null>(null)
  const { shopper } = useSession()
  const me = useQuery({ queryKey: ['me'], queryFn: () => shop.getMe(), enabled: shopper !== null })
  const set = async (choice: Choice, value: string) => {
    setOpen(null)
    if (choice === 'lang') return changeLanguage(value as Lang) // one of OPTIONS.lang
    useSettings.setState({ [choice]: value })
  }
  const logout = async () => {
    if (!(await confirm({ title: t('settings.logoutTitle'), ok: t('settings.logout'), danger: true }))) return
    await shop.shopperLogout().catch((error: unknown) => {
      // Signed out here in any case: a session that cannot be ended now ends by itself on the server.
      if (!(error instanceof Error)) throw error
    })
    forgetSession()
    client.clear()
    go('mine')
  }
  return (
    <Page title={t('settings.title')}>
      {shopper ? (
        <Card flush>
          <Cell title={t('settings.nickname')} value={shopper.nickname} testId="set-name" onTap={() => setOpen('name')} />
          <Cell
            title={t('settings.phone')}
            value={me.data?.phoneMasked ?? t('settings.phoneNone')}
            testId="set-phone"
            {...(me.data?.phoneMasked === null ? { onTap: () => setOpen('phone') } : {})}
          />
          <Cell
            title={t('settings.birthday')}
            value={me.data?.birthday ?? t('settings.birthdayNone')}
            testId="set-birthday"
            onTap={() => setOpen('birthday')}
          />
        </Card>
      ) : null}
      <Card flush>
        <Cell
          icon="language"
          title={t('settings.lang')}
          value={t(`settings.lang.${settings.lang}`)}
          testId="set-lang"
          onTap={() => setOpen('lang')}
        />
        {hasThemes ? (
          <Cell
            icon="moon"
            title={t('settings.theme')}
            value={t(`settings.theme.${settings.theme}`)}
            testId="set-theme"
            onTap={() => setOpen('theme')}
          />
        ) : null}
        <Cell
          icon="text"
          title={t('settings.text')}
          value={t(`settings.text.${settings.text}`)}
          testId="set-text"
          onTap={() => setOpen('text')}
        />
      </Card>
      {shopper ? (
        <Card flush>
          <Cell icon="bell" title={t('messageSettings.title')} testId="set-messages" onTap={() => go('messageSettings')} />
        </Card>
      ) : null}
      <Card flush>
        <Cell icon="info" title={t('about.title')} onTap={() => go('about')} />
      </Card>
      {shopper ? (
        <Box className="settings__out">
          <Button kind="danger" block size="large" testId="logout" onTap={logout}>
            {t('settings.logout')}
          </Button>
        </Box>
      ) : null}
      {(['lang', 'theme', 'text'] as const).map((choice) => (
        <Popup key={choice} open={open === choice} onClose={() => setOpen(null)} title={t(`settings.${choice}`)}>
          {OPTIONS[choice].map((value) => (
            <Box key={value} className="settings__option">
              <Checkbox
                radio
                on={settings[choice] === value}
                label={label(choice, value)}
                testId={`${choice}-${value}`}
                onChange={() => void set(choice, value)}
              >
                <Text>{label(choice, value)}</Text>
              </Checkbox>
            </Box>
          ))}
        </Popup>
      ))}
      <Rename open={open === 'name'} onClose={() => setOpen(null)} />
      <BindPhone open={open === 'phone'} onClose={() => setOpen(null)} />
      <Birthday key={me.data?.birthday ?? ''} before={me.data?.birthday ?? ''} open={open === 'birthday'} onClose={() => setOpen(null)} />
    </Page>
  )
}

const label = (choice: Choice, value: string) => t(`settings.${choice}.${value}` as 'settings.lang.en') // the keys are made from OPTIONS

/** Texts are read when a page is drawn, so the pages are drawn anew. */
async function changeLanguage(lang: Lang): Promise<void> {
  setLanguage(lang)
  useSettings.setState({ lang })
  await Taro.reLaunch({ url: `/${ROUTES.mine.path}` })
}

function Rename({ open, onClose }: { open: boolean; onClose: () => void }) {
  const before = useSession((session) => session.shopper?.nickname ?? '')
  const [name, setName] = useState(before)
  const save = async () => {
    const shopper = await shop.updateMe({ nickname: name.trim() })
    useSession.setState({ shopper })
    toast(t('settings.saved'), 'good')
    onClose()
  }
  return (
    <Popup
      open={open}
      onClose={onClose}
      title={t('settings.nickname')}
      foot={
        <Button block size="large" testId="save-name" disabled={name.trim() === ''} onTap={save}>
          {t('common.save')}
        </Button>
      }
    >
      <Field label={t('settings.nickname')} value={name} onInput={setName} maxLength={24} testId="nickname" />
    </Popup>
  )
}

function Birthday({ before, open, onClose }: { before: string; open: boolean; onClose: () => void }) {
  const client = useQueryClient()
  const [day, setDay] = useState(before)
  const save = async () => {
    await shop.updateMe({ birthday: day.trim() === '' ? null : day.trim() })
    await client.invalidateQueries({ queryKey: ['me'] })
    toast(t('settings.saved'), 'good')
    onClose()
  }
  return (
    <Popup
      open={open}
      onClose={onClose}
      title={t('settings.birthday')}
      foot={
        <Button block size="large" testId="save-birthday" disabled={!/^(\d{4}-\d\d-\d\d)?$/.test(day.trim())} onTap={save}>
          {t('common.save')}
        </Button>
      }
    >
      <Field
        label={t('settings.birthday')}
        value={day}
        onInput={setDay}
        placeholder={t('settings.birthdayHint')}
        maxLength={10}
        testId="birthday"
      />
    </Popup>
  )
}
