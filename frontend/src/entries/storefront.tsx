import "../ui/house.css";
import "../storefront/shop.css";
import { mountProductPage } from "../storefront/mount";

const page = document.getElementById("product-page");
if (page !== null) mountProductPage(page);
