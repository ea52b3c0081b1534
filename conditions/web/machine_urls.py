"""Addresses for programs: patient records, feed readers, search engines, scripts."""

from django.urls import include, path

from conditions.web.views import discovery, feeds, fhir, infobutton

urlpatterns = [
    path("api/", include("conditions.web.views.api.urls")),
    path("fhir/metadata", fhir.metadata, name="fhir-metadata"),
    path("fhir/<str:kind>", fhir.search, name="fhir-search"),
    path("fhir/<str:kind>/<str:identity>", fhir.read, name="fhir-read"),
    path("infobutton/", infobutton.infobutton, name="infobutton"),
    path("infobutton/profile/", infobutton.profile, name="infobutton-profile"),
    path("infobutton/try/", infobutton.try_it, name="infobutton-try"),
    path("feed.atom", feeds.site_feed, name="site-feed"),
    path("conditions/<slug:slug>/feed.atom", feeds.condition_feed, name="condition-feed"),
    path("regions/<slug:region>/feed.atom", feeds.region_feed, name="region-feed"),
    path("sitemap.xml", discovery.sitemap, name="sitemap"),
    path("sitemaps/<slug:name>-<int:number>.xml", discovery.sitemap_file, name="sitemap-file"),
    path("robots.txt", discovery.robots, name="robots"),
    path("opensearch.xml", discovery.open_search, name="opensearch"),
]
