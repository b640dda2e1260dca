/** Colours by what they mean, for light and dark. Each text colour has at least 4.5:1 on each ground it is used on. */
export const THEME = `
:root {
  color-scheme: light dark;
  --paper: #fdfdfb; --raised: #f4f3ee; --line: #dcdad2; --ink: #1d2026; --muted: #565c66;
  --link: #1a56a0; --good: #186037; --good-ground: #e5f2e9; --bad: #a8201a; --bad-ground: #fbe9e7; --band: #fdf1ef;
  --open: #7a4c00; --open-ground: #faf0dc;
  --alice: #1a56a0; --bob: #6a3a9a; --server: #565c66; --leg: #a8201a; --oob: #186037;
  --signalling: #7a4c00; --ice: #565c66; --dtls: #0f6270; --message: #1d2026;
  --sans: 'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', sans-serif;
  --serif: Charter, 'Bitstream Charter', 'Iowan Old Style', Palatino, 'Liberation Serif', Georgia, serif;
  --mono: ui-monospace, 'SF Mono', Menlo, Consolas, 'Liberation Mono', 'DejaVu Sans Mono', monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #15181d; --raised: #1e2229; --line: #363c46; --ink: #e9e7e1; --muted: #a7afba;
    --link: #8fbcf5; --good: #86d3a1; --good-ground: #183024; --bad: #ffa59c; --bad-ground: #3b1d1b; --band: #271b1e;
    --open: #efc56f; --open-ground: #352a14;
    --alice: #8fbcf5; --bob: #cdaff5; --server: #a7afba; --leg: #ffa59c; --oob: #86d3a1;
    --signalling: #efc56f; --ice: #a7afba; --dtls: #7ccbd8; --message: #e9e7e1;
  }
}
@media print {
  :root {
    color-scheme: light;
    --paper: #ffffff; --raised: #f6f6f4; --line: #c9c9c4; --ink: #000000; --muted: #444444;
    --link: #000000; --good: #0f4a28; --good-ground: #ffffff; --bad: #8c1712; --bad-ground: #ffffff;
    --open: #5c3900; --open-ground: #ffffff;
    --alice: #12407a; --bob: #4e2777; --server: #444444; --leg: #8c1712; --oob: #0f4a28;
    --signalling: #5c3900; --ice: #444444; --dtls: #0b4852; --message: #000000;
  }
}
`;
