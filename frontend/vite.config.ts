import { defineConfig } from "vite";

// Components are written against the React API and run by Preact: going back to React
// is the removal of these aliases.
export default defineConfig({
  base: "/assets/",
  publicDir: false,
  resolve: {
    alias: [
      { find: "react/jsx-runtime", replacement: "preact/jsx-runtime" },
      { find: "react-dom/client", replacement: "preact/compat/client" },
      { find: /^react(-dom)?$/, replacement: "preact/compat" },
    ],
  },
  build: {
    outDir: "dist",
    emptyOutDir: true,
    manifest: "manifest.json",
    assetsDir: ".",
    target: "es2022",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
    rollupOptions: {
      input: {
        storefront: "src/entries/storefront.tsx",
        console: "src/entries/console.tsx",
      },
    },
  },
});
